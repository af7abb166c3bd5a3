internal import CHDF5

/// A group of a file that is being written.
public struct HDF5Group: HDF5Object {
  public let handle: HDF5Handle

  init(_ handle: HDF5Handle) { self.handle = handle }

  /// Creates the group `name` in this one.
  public func createGroup(_ name: String) throws(HDF5Error) -> HDF5Group {
    let subject = below(name)
    let creation = try HDF5Handle.properties(cellar_h5p_group_create(), subject)
    try checked("H5Pset_obj_track_times", subject) { H5Pset_obj_track_times(creation.id, false) }
    try checked("H5Pset_link_creation_order", subject) {
      H5Pset_link_creation_order(creation.id, cellar_h5p_creation_order())
    }
    let id = try checked("H5Gcreate2", subject) {
      unsafe H5Gcreate2(handle.id, name, cellar_h5p_default(), creation.id, cellar_h5p_default())
    }
    return HDF5Group(HDF5Handle(id, subject) { H5Gclose($0) })
  }

  /// Creates a dataset of numbers with the filters `shuffle` and `deflate`, stored in compressed chunks that the caller encodes with an `HDF5ChunkEncoder` of
  /// the same level and element type.
  /// - Parameters:
  ///   - shape: The extent of each dimension. Where one is 0 the dataset has no chunks and nothing is to be written.
  ///   - chunk: The extent of a chunk, each at least 1.
  ///   - fill: What stands where no chunk was written.
  public func createDataset<Element: HDF5Element>(
    _ name: String, shape: [Int], chunk: [Int], level: Int, fill: Element
  ) throws(HDF5Error) -> HDF5Dataset {
    let subject = below(name)
    let creation = try datasetProperties(subject)
    if !shape.contains(0) {
      let extents = chunk.map(hsize_t.init)
      try checked("H5Pset_chunk", subject) { unsafe H5Pset_chunk(creation.id, Int32(chunk.count), extents) }
      try checked("H5Pset_shuffle", subject) { H5Pset_shuffle(creation.id) }
      try checked("H5Pset_deflate", subject) { H5Pset_deflate(creation.id, UInt32(level)) }
    }
    var fill = fill
    try checked("H5Pset_fill_value", subject) {
      unsafe H5Pset_fill_value(creation.id, Element.elementType.native, &fill)
    }
    return try createDataset(name, Element.elementType.stored, shape, creation)
  }

  /// Creates a dataset of texts, one dimension, and writes it.
  /// - Complexity: One allocation in the heap of the file per text: for labels, not for bulk data.
  public func writeTexts(_ name: String, _ texts: [String]) throws(HDF5Error) -> HDF5Dataset {
    let subject = below(name)
    let type = try HDF5Handle.textType(subject)
    let dataset = try createDataset(name, type.id, [texts.count], datasetProperties(subject))
    if texts.isEmpty { return dataset }
    _ = try unsafe withCStrings(texts) { (pointers: UnsafePointer<UnsafePointer<CChar>>) throws(HDF5Error) in
      try checked("H5Dwrite", subject) {
        unsafe H5Dwrite(
          dataset.handle.id, type.id, cellar_h5s_all(), cellar_h5s_all(), cellar_h5p_default(), pointers)
      }
    }
    return dataset
  }

  private func datasetProperties(_ subject: String) throws(HDF5Error) -> HDF5Handle {
    let creation = try HDF5Handle.properties(cellar_h5p_dataset_create(), subject)
    try checked("H5Pset_obj_track_times", subject) { H5Pset_obj_track_times(creation.id, false) }
    return creation
  }

  private func createDataset(
    _ name: String, _ type: hid_t, _ shape: [Int], _ creation: HDF5Handle
  ) throws(HDF5Error) -> HDF5Dataset {
    let subject = below(name)
    let space = try HDF5Handle.space(shape, subject)
    let id = try checked("H5Dcreate2", subject) {
      unsafe H5Dcreate2(
        handle.id, name, type, space.id, cellar_h5p_default(), creation.id, cellar_h5p_default())
    }
    return HDF5Dataset(HDF5Handle(id, subject) { H5Dclose($0) })
  }

  private func below(_ name: String) -> String {
    handle.subject.hasSuffix("/") ? handle.subject + name : "\(handle.subject)/\(name)"
  }
}
