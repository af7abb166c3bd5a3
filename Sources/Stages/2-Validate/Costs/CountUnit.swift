/// The units that programs and papers count parameters and operations in.
enum CountUnit: CaseIterable, CustomStringConvertible {
  case ones, thousands, kibi, millions, mebi, billions, gibi

  /// What one of it is worth.
  var worth: Double {
    switch self {
    case .ones: 1
    case .thousands: 1e3
    case .kibi: 1024
    case .millions: 1e6
    case .mebi: 1_048_576
    case .billions: 1e9
    case .gibi: 1_073_741_824
    }
  }

  var description: String {
    switch self {
    case .ones: "1"
    case .thousands: "10^3"
    case .kibi: "2^10 (kibi)"
    case .millions: "10^6"
    case .mebi: "2^20 (mebi)"
    case .billions: "10^9"
    case .gibi: "2^30 (gibi)"
    }
  }
}
