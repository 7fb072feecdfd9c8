package dev.adjoint.pipeline.folder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// The version of Adjoint that this is.
public final class BuildVersion {

  private BuildVersion() {}

  /// The version that the build wrote beside this class.
  ///
  /// @return for example `0.1.0-SNAPSHOT`
  public static String text() {
    var properties = new Properties();
    try (var file = BuildVersion.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
