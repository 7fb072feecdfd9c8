package dev.adjoint.cli;

import java.util.Optional;

/// The main class of the all-in-one jar: starts the program, or prints one line if Java is too old.
///
/// The build compiles this class for Java 8, so that old versions can run it.
public final class Launcher {
  private static final int OLDEST = 25;

  private Launcher() {}

  /// Starts the program as `java -jar` does.
  ///
  /// @param arguments the command and its options, as typed
  /// @throws ReflectiveOperationException if the jar lacks the program
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Optional<String> complaint =
        complaint(
            System.getProperty("java.specification.version"), System.getProperty("java.home"));
    if (complaint.isPresent()) {
      System.err.println(complaint.get());
      System.exit(1);
    }
    Class.forName("dev.adjoint.cli.Restart")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }

  /// Why the program cannot run on this Java.
  ///
  /// @param version the version of the Java platform, such as `1.8` or `17`
  /// @param home the folder of the JDK
  /// @return one line, or nothing if the version is new enough
  static Optional<String> complaint(String version, String home) {
    if (!version.startsWith("1.") && Integer.parseInt(version) >= OLDEST) {
      return Optional.empty();
    }
    return Optional.of(
        "adjoint: needs Java "
            + OLDEST
            + " or newer, but this is Java "
            + version
            + " ("
            + home
            + "); run the jar with the java of a newer JDK");
  }
}
