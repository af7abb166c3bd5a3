import Core
import Pipeline
import Testing

struct RoundedNumberTests {
  @Test(arguments: [
    (54.2049, "54.20"), (99.999, "100.00"), (0.0, "0.00"), (-1.005e-9, "0.00"), (-3.456, "-3.46"), (.nan, "NaN"),
    (.infinity, "Infinity"),
  ])
  func percentagesHaveTwoDecimals(_ value: Double, _ text: String) {
    #expect(RoundedNumber.text(value, unit: .percent) == text)
  }

  @Test(arguments: [
    (1.0, "1.00000"), (0.2619571, "0.261957"), (0.00567116, "0.00567116"), (123456.7, "123457"), (62.0, "62.0000"),
    (-0.889148, "-0.889148"), (1e-7, "1e-07"), (1e300, "1e+300"), (0.0, "0.00000"),
  ])
  func otherNumbersHaveSixDigits(_ value: Double, _ text: String) {
    #expect(RoundedNumber.text(value, unit: .none) == text)
  }
}
