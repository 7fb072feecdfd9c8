package dev.adjoint.bench.roofline;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingStream;

/// Index checks of vectors that failed in compiled code.
///
/// All loads and stores of vectors check their index by one method of the JDK. The compiler may
/// check the indices of several accesses together. If that fails, because an access with a larger
/// index would not have been made, no exception is thrown, but the compiler treats the checks of
/// that method as ordinary branches from then on, in everything that it compiles later in this
/// process. The matrix product then takes twice the time.
final class FailedChecks {
  private FailedChecks() {}

  /// Runs some work.
  ///
  /// @return the methods of Adjoint in whose compiled code a check failed
  static List<String> during(Runnable work) {
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    try (RecordingStream stream = new RecordingStream()) {
      stream.enable("jdk.Deoptimization").withStackTrace();
      stream.onEvent("jdk.Deoptimization", event -> add(event, failed));
      stream.startAsync();
      work.run();
      stream.stop();
    }
    return failed;
  }

  private static void add(RecordedEvent event, List<String> failed) {
    RecordedMethod method = event.getValue("method");
    boolean isCheck = method.getType().getName().equals("java.util.Objects");
    if (isCheck && event.getString("reason").equals("range_check")) {
      failed.add(
          event.getStackTrace().getFrames().stream()
              .map(frame -> frame.getMethod())
              .filter(frame -> frame.getType().getName().startsWith("dev.adjoint."))
              .map(frame -> frame.getType().getName() + "." + frame.getName())
              .findFirst()
              .orElse("a method outside Adjoint"));
    }
  }
}
