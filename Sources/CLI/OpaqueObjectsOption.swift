import ArgumentParser
import Pipeline

/// The option that lets unknown classes of a pickle pass.
struct OpaqueObjectsOption: ParsableArguments {
  @Flag(
    help: """
      Keep what a pickle makes with unknown classes as opaque records, where it is refused otherwise. Nothing is ever \
      executed.
      """)
  var inert = false

  var plugins: Plugins {
    var plugins = Plugins.all
    plugins.keepsOpaqueObjects = inert
    return plugins
  }
}
