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

#endif
