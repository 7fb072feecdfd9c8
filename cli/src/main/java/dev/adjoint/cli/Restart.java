package dev.adjoint.cli;

import java.io.IOException;
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
/// exit code.
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
      child = new ProcessBuilder(command(arguments)).inheritIO().start();
    } catch (IOException _) {
      // A place where no process may be started: slower without the module, and the kernels say so.
      Main.main(arguments);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endWith(child)));
    System.exit(child.waitFor());
  }

  private static boolean isOffered() {
    return ModuleFinder.ofSystem().find(MODULE).isPresent();
  }

  /// Ends this process when the child does, with its exit code.
  ///
  /// Ctrl-C reaches both processes, and the child saves its work before it ends. A signal sent to
  /// this process alone is passed on, which is all the same to a child that is already ending.
  private static void endWith(Process child) {
    try {
      if (!child.waitFor(1, TimeUnit.SECONDS)) {
        child.destroy();
      }
      Runtime.getRuntime().halt(child.waitFor());
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
