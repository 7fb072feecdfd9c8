package dev.adjoint.cli.cluster;

import dev.adjoint.cli.command.CommandException;
import dev.adjoint.cli.command.MisuseException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The address of a cluster of Spark.
///
/// @param text such as `spark://host:7077` or `local[2]`
record SparkMaster(String text) {

  private static final int PATIENCE_MILLIS = 5000;
  private static final Pattern LOCAL = Pattern.compile("local(\\[[^\\]]*])?");
  private static final Pattern STANDALONE = Pattern.compile("spark://([^,/]+:\\d+)(,[^,/]+:\\d+)*");
  private static final Pattern OTHER =
      Pattern.compile("yarn|k8s://.+|local-cluster\\[\\d+,\\d+,\\d+]");

  /// The cluster at this address.
  ///
  /// @throws MisuseException if there is none of this form
  static SparkMaster of(String text) {
    if (text.startsWith("sc://")) {
      throw new MisuseException(
          "--spark %s is a server of Spark Connect, which has no tasks of our own; name the master of the cluster, such as spark://HOST:7077"
              .formatted(text));
    }
    if (!LOCAL.matcher(text).matches()
        && !STANDALONE.matcher(text).matches()
        && !OTHER.matcher(text).matches()) {
      throw new MisuseException(
          "--spark is '%s' but must be the master of a cluster: spark://HOST:7077, yarn, k8s://…, or local[2] for this machine"
              .formatted(text));
    }
    return new SparkMaster(text);
  }

  /// Whether the driver computes by itself.
  boolean isThisMachine() {
    return LOCAL.matcher(text).matches();
  }

  /// Whether it is a master of Spark's own kind of cluster.
  boolean isStandalone() {
    return STANDALONE.matcher(text).matches();
  }

  /// Refuses a master that does not answer; Spark itself would try for a minute.
  ///
  /// @throws CommandException naming the reason
  void requireAnswer() {
    if (!isStandalone()) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    for (String address : text.substring("spark://".length()).split(",", -1)) {
      Matcher parts = Pattern.compile("\\[?(.+?)]?:(\\d+)").matcher(address);
      if (!parts.matches()) {
        continue;
      }
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(parts.group(1), Integer.parseInt(parts.group(2))),
            PATIENCE_MILLIS);
        return;
      } catch (IOException | IllegalArgumentException e) {
        reasons.add(
            "%s: %s"
                .formatted(
                    address,
                    e instanceof java.net.UnknownHostException
                        ? "unknown host"
                        : String.valueOf(e.getMessage())));
      }
    }
    throw new CommandException(
        "spark: no master answers (%s); start it with $SPARK_HOME/sbin/start-master.sh, or take the address from its web page"
            .formatted(String.join("; ", reasons)));
  }
}
