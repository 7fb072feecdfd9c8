package dev.adjoint.bench.roofline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalDouble;

/// A process of PyTorch that times the same kernels, `bench/peers/pytorch/kernels.py`.
///
/// It gets the name of a case and the seconds of a turn on one line, and answers with the calls a
/// second.
final class PytorchKernels implements AutoCloseable {

  private static final Path SCRIPT = Path.of("bench", "peers", "pytorch", "kernels.py");

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;
  private final String version;

  private PytorchKernels(Process process) throws IOException {
    this.process = process;
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
    version = answer();
  }

  /// @param python a Python that has PyTorch, such as `python3`
  static PytorchKernels start(String python) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(python, SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    return new PytorchKernels(builder.start());
  }

  /// Such as `PyTorch 2.13.0`.
  String version() {
    return version;
  }

  /// Calls a second, measured for so many seconds; empty if PyTorch has no call for the same work.
  OptionalDouble rate(KernelCase kernel, double seconds) throws IOException {
    questions.write("%s\t%s%n".formatted(kernel.name(), seconds));
    questions.flush();
    String answer = answer();
    return answer.equals("none")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(answer));
  }

  private String answer() throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("%s ended; its messages are above".formatted(SCRIPT));
    }
    return line;
  }

  @Override
  public void close() throws IOException {
    questions.close();
    process.destroy();
  }
}
