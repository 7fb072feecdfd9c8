package dev.adjoint.studio;

import dev.adjoint.serve.http.ServerEvents;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/// A studio in a process of its own, which can be killed.
final class StudioProcess implements AutoCloseable {

  private final Process process;
  private final StudioOptions options;

  private StudioProcess(Process process, StudioOptions options) {
    this.process = process;
    this.options = options;
  }

  /// A port that is free now.
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /// Starts a studio and waits until it answers.
  static StudioProcess start(Path runs, int port, String token) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                StudioProcess.class.getName(),
                runs.toString(),
                Integer.toString(port),
                token)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long end = System.nanoTime() + 60_000_000_000L;
    while (true) {
      try (RawSocket _ = new RawSocket(port)) {
        return new StudioProcess(
            process, new StudioOptions(port, runs, List.of(), token, StudioOptions.LIMITS));
      } catch (IOException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          process.destroyForcibly();
          throw new IOException("the studio does not start", e);
        }
      }
    }
  }

  /// The address with the token.
  String page() {
    return "http://127.0.0.1:%d/?token=%s".formatted(options.port(), options.token());
  }

  /// Ends it at once, as `kill -9` does.
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }

  /// Folder of runs, port and token.
  static void main(String[] arguments) throws IOException, InterruptedException {
    StudioOptions options =
        new StudioOptions(
            Integer.parseInt(arguments[1]),
            Path.of(arguments[0]),
            List.of(),
            arguments[2],
            StudioOptions.LIMITS);
    try (StudioServer _ = StudioServer.start(options, ServerEvents.NONE)) {
      Thread.currentThread().join();
    }
  }
}
