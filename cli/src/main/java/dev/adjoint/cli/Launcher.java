package dev.adjoint.cli;

/// The first class of the all-in-one jar: says so in one line when Java is too old, and starts the
/// program.
///
/// The build compiles this class for Java 8, so that old versions can load it and speak.
public final class Launcher {
  private static final int OLDEST = 25;

  private Launcher() {}

  /// Starts the program as `java -jar` does.
  ///
  /// @param arguments the command and its options, as typed
  /// @throws ReflectiveOperationException if the jar lacks the program
  public static void main(String[] arguments) throws ReflectiveOperationException {
    String version = System.getProperty("java.specification.version");
    if (version.startsWith("1.") || Integer.parseInt(version) < OLDEST) {
      System.err.println(
          "adjoint: needs Java "
              + OLDEST
              + " or newer, but this is Java "
              + version
              + " ("
              + System.getProperty("java.home")
              + "); run the jar with the java of a newer JDK");
      System.exit(1);
    }
    Class.forName("dev.adjoint.cli.Restart")
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
  }
}
