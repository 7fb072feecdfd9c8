package dev.adjoint.spark.standalone;

import java.util.Arrays;

/// Runs the `main` of a class and ends with the process that started this one, however that ended:
/// a master that nobody stops would stay for ever.
final class WithParent {

  private WithParent() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          parent.onExit().join();
          Runtime.getRuntime().halt(1);
        });
    String[] rest = Arrays.copyOfRange(args, 1, args.length);
    Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }
}
