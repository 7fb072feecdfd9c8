package dev.adjoint.spark.local;

import dev.adjoint.spark.cluster.ClusterException;
import dev.adjoint.spark.cluster.ClusterFiles;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;

/// Checkpoints in a folder of any Hadoop file system: `round-00000010`, …, of which the newest two
/// are kept. Each carries its checksum; a damaged one is passed over for the one before.
record LocalCheckpoints(Optional<ClusterFiles> folder) {

  private static final String PREFIX = "round-";
  private static final int KEPT = 2;

  static LocalCheckpoints of(JavaSparkContext context, LocalPlan plan) {
    return new LocalCheckpoints(
        plan.checkpoints().map(path -> ClusterFiles.of(path, context.hadoopConfiguration())));
  }

  /// The newest whole checkpoint, or the start where there is none.
  ///
  /// @throws ClusterException when it belongs to another training
  LocalState newest(LocalState start) {
    if (folder.isEmpty()) {
      return start;
    }
    List<String> names = names();
    for (String name : names.reversed()) {
      Optional<byte[]> content = folder.get().readChecked(name);
      if (content.isPresent()) {
        LocalState state = LocalState.of(content.get());
        if (!state.fingerprint().equals(start.fingerprint())) {
          throw new ClusterException(
              "resume: the checkpoints in %s are of another training (%s) than this one (%s); choose another folder"
                  .formatted(folder.get().folder(), state.fingerprint(), start.fingerprint()));
        }
        return state;
      }
    }
    return start;
  }

  void write(LocalState state) {
    if (folder.isEmpty()) {
      return;
    }
    folder.get().writeChecked(PREFIX + "%08d".formatted(state.round()), state.bytes());
    List<String> names = names();
    names.subList(0, Math.max(0, names.size() - KEPT)).forEach(folder.get()::delete);
  }

  private List<String> names() {
    return folder.orElseThrow().names().stream().filter(name -> name.startsWith(PREFIX)).toList();
  }
}
