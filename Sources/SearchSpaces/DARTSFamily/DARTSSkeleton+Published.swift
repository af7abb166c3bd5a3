import Core
import Costs

extension DARTSSkeleton {
  /// The networks that DARTS and EnTranNAS evaluate, in the order of `costs(of:)`: CIFAR-10 (36 channels, 20 cells) and
  /// ImageNet (48 channels, 14 cells), each without and with the auxiliary head of training, and the proxy of
  /// NAS-Bench-301 (32 channels, 8 cells), without.
  static let darts: [DARTSSkeleton] = [
    cifar(task: "cifar10", channels: 36, layers: 20, hasAuxiliaryHead: false),
    imagenet(task: "imagenet", channels: 48, layers: 14, hasAuxiliaryHead: false),
    cifar(task: "cifar10-auxiliary", channels: 36, layers: 20, hasAuxiliaryHead: true),
    imagenet(task: "imagenet-auxiliary", channels: 48, layers: 14, hasAuxiliaryHead: true),
    cifar(task: "nas-bench-301", channels: 32, layers: 8, hasAuxiliaryHead: false),
  ]

  /// PNASNet-5 Large and Mobile, with the background class of TF-slim.
  static let pnas: [DARTSSkeleton] = [
    pnas(task: "imagenet-large", size: 331, channels: 216, layers: 12, filters: 96, classes: 1001),
    pnas(task: "imagenet-mobile", size: 224, channels: 54, layers: 9, filters: 32, classes: 1001),
  ]
}
