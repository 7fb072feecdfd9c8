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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the program in a second JVM with the Vector API when this one was started without it.
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
    if (ModuleLayer.boot().findModule(MODULE).isPresent() || !isOffered()) {
      Main.main(arguments);
      return;
    }
    Process child;
    try {
      child =
          new ProcessBuilder(command(arguments))
              .inheritIO()
              .redirectError(ProcessBuilder.Redirect.PIPE)
              .start();
    } catch (IOException _) {
      // A place where no process may be started: slower without the module, and the kernels say so.
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
      // Nobody reads our error stream any more; the child sees it by its own writes.
    }
  }

  private static boolean isOffered() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Ends this process when the child does, with its exit code.
  ///
  /// Ctrl-C reaches both processes, and the child saves its work before it ends. A signal sent to
  /// this process alone is passed on, which is all the same to a child that is already ending.
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

  private static List<String> command(String[] arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    var options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    command.addAll(options);
    if (options.stream().noneMatch(option -> option.matches("-XX:[+]Use[A-Za-z]+GC"))) {
      command.add("-XX:+UseSerialGC");
    }
    command.add("--add-modules");
    command.add(MODULE);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    return command;
  }
}
