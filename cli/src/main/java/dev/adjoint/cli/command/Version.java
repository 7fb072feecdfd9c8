package dev.adjoint.cli.command;

import dev.adjoint.pipeline.folder.BuildVersion;
import picocli.CommandLine.IVersionProvider;

/// What `adjoint --version` prints: the version of the program and the Java it runs on.
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"adjoint " + text(), "Java " + Runtime.version()};
  }

  /// The version of Adjoint.
  ///
  /// @return for example `0.1.0-SNAPSHOT`
  public static String text() {
    return BuildVersion.text();
  }
}
