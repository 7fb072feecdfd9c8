package dev.adjoint.cli;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Runs the program in a second JVM when this one was started without the Vector API, or in a
/// locale that lost its arguments, see [RawCommandLine].
///
/// `java -jar` has no way to add a module, and a module cannot be added to a running JVM. The child
/// has this process's terminal, streams, JVM options and arguments, and this process ends with its
/// exit code. Its error stream passes through this process, which leaves out the [IncubatorNotice].
public final class Restart {
  private static final String MODULE = "jdk.incubator.vector";

  private Restart() {}

  /// Runs the program, here or in a child process, and ends this process with its exit code.
  ///
  /// @param arguments the command and its options, as typed
  /// @throws InterruptedException if this thread is interrupted while the child runs
  public static void main(String[] arguments) throws InterruptedException {
    Optional<RawCommandLine> lost = RawCommandLine.ifLost(arguments.length);
    if (lost.isEmpty() && (ModuleLayer.boot().findModule(MODULE).isPresent() || !isOffered())) {
      Main.main(arguments);
      return;
    }
    Process child;
    try {
      child = start(lost, arguments);
    } catch (IOException _) {
      // No process may be started here. The program runs without the module, slower, and the
      // kernels print a line about it.
      Main.main(arguments);
      return;
    }
    Thread errors = new Thread(() -> passErrorsOn(child), "errors");
    errors.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(child, errors)));
    int exitCode = child.waitFor();
    errors.join();
    System.exit(exitCode);
  }

  private static void passErrorsOn(Process child) {
    try (InputStream errors = new BufferedInputStream(child.getErrorStream());
        OutputStream out =
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 1 << 13)) {
      IncubatorNotice.copyWithout(errors, out);
    } catch (IOException _) {
      // The reader of the error stream is gone; the writes of the child fail, too.
    }
  }

  private static boolean isOffered() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Ends this process when the child does, with its exit code.
  ///
  /// Ctrl-C reaches both processes, and the child saves its work before it ends. A signal sent to
  /// this process alone is passed on; a child that is already ending ignores it.
  private static void endWith(Process child, Thread errors) {
    try {
      if (!child.waitFor(1, TimeUnit.SECONDS)) {
        child.destroy();
      }
      int exitCode = child.waitFor();
      errors.join();
      Runtime.getRuntime().halt(exitCode);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process start(Optional<RawCommandLine> lost, String[] arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).inheritIO().redirectError(ProcessBuilder.Redirect.PIPE);
    String classPath = System.getProperty("java.class.path");
    if (lost.isPresent()) {
      Path file = Files.createTempFile("adjoint", ".arguments");
      Files.write(file, lost.get().argumentFile(options(), classPath, Main.class.getName()));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(file)));
      command.add("@" + file);
      builder.environment().put("LC_ALL", "C.UTF-8");
    } else {
      command.addAll(options());
      command.addAll(List.of("-cp", classPath, Main.class.getName()));
      command.addAll(List.of(arguments));
    }
    return builder.start();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // A file of a few bytes in the folder for temporary files.
    }
  }

  private static List<String> options() {
    List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> options = new ArrayList<>(given);
    if (given.stream().noneMatch(option -> option.matches("-XX:[+]Use[A-Za-z]+GC"))) {
      options.add("-XX:+UseSerialGC");
    }
    if (isOffered()) {
      options.add("--add-modules=" + MODULE);
    }
    return options;
  }
}
