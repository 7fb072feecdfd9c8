package dev.adjoint.distributed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What `bench/network` measures; no test of the build. Two processes in network namespaces of
/// their own exchange gradients over a pair of virtual interfaces, whose speed `tc` limits. It
/// needs the rights of root.
@EnabledIfSystemProperty(named = "adjoint.network.out", matches = ".+")
final class NetworkFigures {

  private static final String FIRST = "adjoint0";
  private static final String SECOND = "adjoint1";
  private static final List<Integer> SIZES = List.of(1_000_000, 10_000_000);
  private static final double DELAY = 50e-6;
  private static final double USED = 0.9;

  private final StringBuilder page = new StringBuilder();
  private final StringBuilder training = new StringBuilder();

  @Test
  void measure() throws Exception {
    page.append("| network | gradients | order | least | median | model |\n");
    page.append("|---|---:|---|---:|---:|---:|\n");
    training.append(
        "\n| network | order | computing alone | gradients after the pass | during it |\n");
    training.append("|---|---|---:|---:|---:|\n");
    clear();
    try {
      make();
      for (String rate : List.of("1gbit", "10gbit")) {
        limit(rate);
        measure(rate);
      }
    } finally {
      clear();
    }
    Path out = Path.of(System.getProperty("adjoint.network.out", ""));
    Files.createDirectories(out);
    Files.writeString(out.resolve("network.md"), page.append(training));
  }

  private void measure(String rate) throws Exception {
    List<String> sizes = SIZES.stream().map(String::valueOf).toList();
    try (JavaProcess first = process(FIRST, 0, sizes);
        JavaProcess second = process(SECOND, 1, sizes)) {
      for (int i = 0; i < 2 * SIZES.size(); i++) {
        String[] words = first.await("step ").split(" ", -1);
        int size = Integer.parseInt(words[2]);
        double model = model(rate, 4.0 * size, words[1].equals("RING"));
        page.append(
            String.format(
                Locale.ROOT,
                "| %s | %d MB | %s | %.1f ms | %.1f ms | %.1f ms |%n",
                rate.replace("gbit", " Gb/s"),
                4 * size / 1_000_000,
                words[1].equals("RING") ? "ring" : "of the batches",
                1000 * Double.parseDouble(words[3]),
                1000 * Double.parseDouble(words[4]),
                1000 * model));
      }
      for (int i = 0; i < 2; i++) {
        String[] words = first.await("train ").split(" ", -1);
        training.append(
            String.format(
                Locale.ROOT,
                "| %s | %s | %.1f ms | %.1f ms | %.1f ms |%n",
                rate.replace("gbit", " Gb/s"),
                words[1].equals("RING") ? "ring" : "of the batches",
                1000 * Double.parseDouble(words[2]),
                1000 * Double.parseDouble(words[3]),
                1000 * Double.parseDouble(words[4])));
      }
      first.ended();
      second.ended();
    }
  }

  /// What docs/distributed.md predicts for two processes with a batch each.
  private static double model(String rate, double bytes, boolean isRing) {
    double bandwidth = USED * Integer.parseInt(rate.replace("gbit", "")) * 1e9 / 8;
    return bytes / bandwidth + (isRing ? 2 : 1) * DELAY;
  }

  private static JavaProcess process(String namespace, int rank, List<String> sizes)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "env",
                "WORLD_SIZE=2",
                "RANK=" + rank,
                "MASTER_ADDR=10.77.0.1",
                "MASTER_PORT=29500"));
    List<String> java = new ArrayList<>(JavaProcess.command(NetworkProgram.class));
    java.set(java.indexOf("-Xmx256m"), "-Xmx1g");
    java.remove("-XX:TieredStopAtLevel=1");
    java.add(1, "--add-modules=jdk.incubator.vector");
    command.addAll(java);
    command.addAll(sizes);
    return JavaProcess.start(command);
  }

  private static void make() throws Exception {
    run("ip netns add " + FIRST);
    run("ip netns add " + SECOND);
    run("ip link add veth0 netns " + FIRST + " type veth peer name veth0 netns " + SECOND);
    for (int i = 0; i < 2; i++) {
      String in = "ip netns exec " + (i == 0 ? FIRST : SECOND) + " ";
      run(in + "ip address add 10.77.0.%d/24 dev veth0".formatted(i + 1));
      run(in + "ip link set veth0 up");
      run(in + "ip link set lo up");
    }
  }

  private static void limit(String rate) throws Exception {
    for (String namespace : List.of(FIRST, SECOND)) {
      run(
          "ip netns exec %s tc qdisc replace dev veth0 root tbf rate %s burst 256kb latency 50ms"
              .formatted(namespace, rate));
    }
  }

  private static void clear() throws Exception {
    for (String name : List.of(FIRST, SECOND)) {
      new ProcessBuilder("ip", "netns", "delete", name)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    }
  }

  private static void run(String command) throws Exception {
    Process process = new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("%s: %s".formatted(command, said));
    }
  }
}
