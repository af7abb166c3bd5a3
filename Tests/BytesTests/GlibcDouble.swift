import Glibc

/// The double that the C library reads in the current locale.
func glibcDouble(_ text: String) -> Double {
  unsafe strtod(text, nil)
}
