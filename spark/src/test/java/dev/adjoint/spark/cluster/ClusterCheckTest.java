package dev.adjoint.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.spark.LocalSpark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterCheckTest {

  @TempDir private Path folder;

  @Test
  void executorsNeedTheJdkOfTheDriver() {
    assertThatCode(() -> ClusterCheck.requireJdk(List.of("25.0.3", "26-ea")))
        .doesNotThrowAnyException();
    for (String old : List.of("1.8.0_402", "17.0.15", "21.0.2", "25.0.2")) {
      assertThatThrownBy(() -> ClusterCheck.requireJdk(List.of("25.0.4", old)))
          .isInstanceOf(ClusterException.class)
          .hasMessage(
              "spark: an executor runs Java "
                  + old
                  + " but Adjoint needs JDK 25.0.3 or newer on the driver and on every executor;"
                  + " set JAVA_HOME of the workers, on YARN spark.executorEnv.JAVA_HOME and"
                  + " spark.yarn.appMasterEnv.JAVA_HOME, on Kubernetes the image");
    }
  }

  @Test
  void synchronousWorkersNeedAsManyCoresAtTheSameTime() {
    assertThatCode(() -> ClusterCheck.requireSlots(2, 2, Duration.ZERO)).doesNotThrowAnyException();
    assertThatThrownBy(() ->
            ClusterCheck.gang(ClusterCheck.context(LocalSpark.session()), 3, Duration.ofMillis(10)))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "spark: 3 synchronous workers need 3 tasks at the same time, but after 0 s the"
                + " executors have room for 2; set fewer workers, more executors or cores"
                + " (spark.cores.max), or train by local SGD");
    assertThat(ClusterCheck.gang(ClusterCheck.context(LocalSpark.session()), 0, Duration.ZERO))
        .isEqualTo(2);
    assertThatThrownBy(() ->
            ClusterCheck.requireFixed(
                new SparkConf(false).set("spark.dynamicAllocation.enabled", "true")))
        .isInstanceOf(ClusterException.class)
        .hasMessage(
            "spark: spark.dynamicAllocation.enabled is true, but synchronous workers begin together"
                + " in a barrier stage, which Spark refuses then; set it to false, or train by"
                + " local SGD");
  }

  @Test
  void aDamagedFileIsNotRead() throws Exception {
    ClusterFiles files = ClusterFiles.of(folder.resolve("a").toString(), new Configuration(false));
    byte[] content = "weights".getBytes(StandardCharsets.UTF_8);
    assertThat(files.names()).isEmpty();
    assertThat(files.readChecked("round-1")).isEmpty();

    files.writeChecked("round-1", content);
    files.writeChecked("round-1", content);

    assertThat(files.readChecked("round-1")).hasValue(content);
    assertThat(files.names()).contains("round-1").noneMatch(name -> name.endsWith(".tmp"));

    Path file = folder.resolve("a/round-1");
    byte[] cut = java.util.Arrays.copyOf(Files.readAllBytes(file), 20);
    Files.write(file, cut);
    Files.deleteIfExists(folder.resolve("a/.round-1.crc"));
    assertThat(files.readChecked("round-1")).isEmpty();
  }
}
