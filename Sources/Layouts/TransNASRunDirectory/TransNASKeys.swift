/// The names by which the authors' text log calls things.
enum TransNASKeys {
  static let architecture = "encoder_str"
  static let task = "task_name"
  static let epochs = "num_epochs"
  /// Keys that are always read.
  static let identity = [architecture, task, epochs]

  /// Beginnings of the lines about software and hardware, and the names that the release gives them.
  static let machine: [(prefix: String, key: String)] = [
    ("Python  Version", "python"), ("Pillow  Version", "pillow"), ("PyTorch Version", "pytorch"),
    ("cuDNN   Version", "cudnn"), ("CUDA available", "cuda_available"), ("CUDA GPU numbers", "cuda_gpus"),
    ("CUDA_VISIBLE_DEVICES", "cuda_visible_devices"),
  ]
}
