package dev.adjoint.pipeline.track;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Where MLflow keeps runs.
public sealed interface MlflowStore extends AutoCloseable permits MlflowServer, MlflowFolder {

  /// A point of a curve.
  ///
  /// @param key the name of the curve
  /// @param time in milliseconds since 1970-01-01 UTC
  record Point(String key, double value, long time, long step) {}

  /// How a run ended, in the words of MLflow.
  enum Status {
    FINISHED,
    FAILED,
    KILLED
  }

  /// A store at an address: `http://…` or `https://…` for a server, `file:…` or a path for a
  /// folder.
  ///
  /// @throws IllegalArgumentException if it is not an address
  static MlflowStore at(String address) {
    if (address.startsWith("http://") || address.startsWith("https://")) {
      return new MlflowServer(URI.create(address));
    }
    return new MlflowFolder(
        address.startsWith("file:") ? Path.of(URI.create(address)) : Path.of(address));
  }

  /// Begins a run.
  ///
  /// @param experiment the name of its experiment, which is made if there is none
  /// @param name the name of the run
  /// @param parameters settings by name
  /// @throws IOException if the store cannot be reached or refuses
  void begin(String experiment, String name, Map<String, String> parameters) throws IOException;

  /// Adds points to the curves of the run.
  ///
  /// @throws IOException if the store cannot be reached or refuses
  void add(List<Point> points) throws IOException;

  /// Ends the run.
  ///
  /// @throws IOException if the store cannot be reached or refuses
  void end(Status status) throws IOException;

  /// Where the run can be seen.
  String location();

  /// Frees what the store uses.
  @Override
  void close();
}
