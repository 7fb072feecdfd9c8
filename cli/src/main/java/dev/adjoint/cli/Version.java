package dev.adjoint.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What `adjoint --version` prints: the version of the program and the Java it runs on.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"adjoint " + text(), "Java " + Runtime.version()};
  }

  /// The version the build wrote beside this class.
  ///
  /// @return for example `0.1.0-SNAPSHOT`
  public static String text() {
    var properties = new Properties();
    try (var file = Version.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
