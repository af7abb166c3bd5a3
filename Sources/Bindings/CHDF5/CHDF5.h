#ifndef CELLAR_CHDF5_H
#define CELLAR_CHDF5_H

/* HDF5 with its high-level dimension scales. Most names that HDF5 exports are macros that Swift cannot import:
   the getters below stand for those that Cellar uses. */
#include <hdf5.h>
#include <hdf5_hl.h>

static inline hid_t cellar_h5t_float64(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t cellar_h5t_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t cellar_h5t_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t cellar_h5t_uint8(void) { return H5T_NATIVE_UINT8; }
static inline hid_t cellar_h5t_file_float64(void) { return H5T_IEEE_F64LE; }
static inline hid_t cellar_h5t_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t cellar_h5t_file_int32(void) { return H5T_STD_I32LE; }
static inline hid_t cellar_h5t_file_uint8(void) { return H5T_STD_U8LE; }
static inline hid_t cellar_h5t_c_string(void) { return H5T_C_S1; }
static inline size_t cellar_h5t_variable(void) { return H5T_VARIABLE; }

static inline hid_t cellar_h5p_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t cellar_h5p_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t cellar_h5p_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t cellar_h5p_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t cellar_h5p_default(void) { return H5P_DEFAULT; }
static inline unsigned cellar_h5p_creation_order(void) { return H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED; }
static inline hid_t cellar_h5s_all(void) { return H5S_ALL; }
static inline hid_t cellar_h5e_default(void) { return H5E_DEFAULT; }
static inline unsigned cellar_h5f_exclusive(void) { return H5F_ACC_EXCL; }
static inline unsigned cellar_h5f_read_only(void) { return H5F_ACC_RDONLY; }
static inline hid_t cellar_h5p_dataset_transfer(void) { return H5P_DATASET_XFER; }

/* The links of a group in order, without their values; stops where `visit` gives something other than 0. */
struct cellar_links {
  herr_t (*visit)(const char *name, int type, void *context);
  void *context;
};
static herr_t cellar_visit_link(hid_t group, const char *name, const H5L_info_t *info, void *links) {
  const struct cellar_links *self = (const struct cellar_links *)links;
  return self->visit(name, (int)info->type, self->context);
}
static inline herr_t cellar_h5l_iterate(
    hid_t group, int by_creation, herr_t (*visit)(const char *, int, void *), void *context) {
  struct cellar_links links = {visit, context};
  hsize_t start = 0;
  return H5Literate(group, by_creation ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, &start,
                    cellar_visit_link, &links);
}

/* The names of the attributes of an object in order. */
struct cellar_attributes {
  herr_t (*visit)(const char *name, void *context);
  void *context;
};
static herr_t cellar_visit_attribute(hid_t object, const char *name, const H5A_info_t *info, void *attributes) {
  const struct cellar_attributes *self = (const struct cellar_attributes *)attributes;
  return self->visit(name, self->context);
}
static inline herr_t cellar_h5a_iterate(
    hid_t object, int by_creation, herr_t (*visit)(const char *, void *), void *context) {
  struct cellar_attributes attributes = {visit, context};
  hsize_t start = 0;
  return H5Aiterate2(object, by_creation ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME, H5_ITER_INC, &start,
                     cellar_visit_attribute, &attributes);
}

/* What tells an object of a file from every other; 0 where that cannot be had. */
static inline unsigned long long cellar_object_number(hid_t object) {
#if H5_VERSION_GE(1, 12, 0)
  H5O_info2_t info;
  unsigned long long number = 0;
  if (H5Oget_info3(object, &info, H5O_INFO_BASIC) < 0) return 0;
  for (int i = 7; i >= 0; i--) number = number << 8 | info.token.__data[i];
  return number;
#else
  H5O_info_t info;
  return H5Oget_info2(object, &info, H5O_INFO_BASIC) < 0 ? 0 : info.addr;
#endif
}

#endif
