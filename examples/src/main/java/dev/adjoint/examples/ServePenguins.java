package dev.adjoint.examples;

import module dev.adjoint.serve;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Answers for a trained model over HTTP, from within a program.
public final class ServePenguins {

  private ServePenguins() {}

  /// Starts a server on a free port, with a line for each request.
  ///
  /// @param folder the folder of the run
  /// @return the server; who asks for it closes it
  /// @throws IOException if no port can be listened on
  public static PredictionServer start(Path folder) throws IOException {
    // @start region="guide"
    ServeOptions options = ServeOptions.USUAL.withPort(0);
    ServeEvents log =
        new ServeEvents() {
          @Override
          public void answered(Access access) {
            System.out.println(access.line());
          }
        };
    return PredictionServer.start(options, List.of(new NamedRun("penguins", folder)), log);
    // @end
  }

  /// Serves until the program is ended.
  ///
  /// @param arguments the folder of the run
  /// @throws IOException if the port is in use
  /// @throws InterruptedException if this thread is interrupted
  public static void main(String[] arguments) throws IOException, InterruptedException {
    // @start region="short"
    try (PredictionServer server = PredictionServer.start(Path.of(arguments[0]))) {
      System.out.println(server.address());
      Thread.currentThread().join();
    }
    // @end
  }
}
