package dev.adjoint.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.distributed.JavaProcess;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(120)
class XgboostCollectiveTest {

  @TempDir private Path folder;

  private final List<JavaProcess> processes = new ArrayList<>();

  @AfterEach
  void end() {
    processes.forEach(JavaProcess::close);
  }

  private void start(int size, String mode, int seconds) throws Exception {
    String port = Integer.toString(freePort());
    for (int rank = 0; rank < size; rank++) {
      processes.add(
          JavaProcess.start(
              PeerProgram.class,
              "xgboost",
              mode,
              Integer.toString(seconds),
              Integer.toString(rank),
              Integer.toString(size),
              port));
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void processesKeepTheContract(int size) throws Exception {
    start(size, "contract", 30);
    List<String> digests = new ArrayList<>();
    for (int rank = 0; rank < size; rank++) {
      assertThat(processes.get(rank).await("joined")).startsWith("joined " + rank + " ");
      digests.add(processes.get(rank).await("digest"));
      assertThat(processes.get(rank).ended()).isZero();
    }
    assertThat(digests).containsOnly(digests.getFirst());
  }

  /// The tracker runs in process 0.
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aProcessThatIsKilledIsNoticedWithinASecond(int victim) throws Exception {
    start(2, "loop", 30);
    JavaProcess survivor = processes.get(1 - victim);
    survivor.await("step 5");
    long start = System.nanoTime();
    processes.get(victim).signal("KILL");

    assertThat(survivor.await("error"))
        .startsWith(
            "error PEER_LOST xgboost: rank %d of 2 could not complete the sum, because a peer has ended or cannot be reached: "
                .formatted(1 - victim));
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    survivor.await("closed");
    assertThat(survivor.ended()).isZero();
  }

  @Test
  void aProcessThatHangsIsNoticedAfterTheTimeout() throws Exception {
    start(2, "loop", 4);
    processes.getFirst().await("step 5");
    processes.get(1).await("step 5");
    long start = System.nanoTime();
    processes.get(1).signal("STOP");

    assertThat(processes.getFirst().await("error"))
        .startsWith(
            "error TIMEOUT xgboost: rank 0 of 2 could not complete the sum, because a peer did not answer in time: ");
    assertThat(System.nanoTime() - start).isBetween(3_000_000_000L, 10_000_000_000L);
  }

  @Test
  void aGroupThatNobodyJoinsIsAnError() {
    assertThatThrownBy(() -> XgboostCollective.join("127.0.0.1", 1, 0, 2, Duration.ofSeconds(1)))
        .isInstanceOf(CollectiveException.class)
        .hasMessageStartingWith("xgboost: the group cannot be joined: ")
        .hasMessageEndingWith("; check the address of the tracker and that all processes run");
  }

  @Test
  void badArgumentsAreRefused() {
    assertThatThrownBy(() -> XgboostCollective.join("localhost", 9091, 2, 2, Duration.ofSeconds(9)))
        .hasMessage("xgboost: the rank is 2 but a group of 2 has the ranks 0 … 1");
    assertThatThrownBy(() -> XgboostCollective.join("localhost", 9091, 0, 2, Duration.ofMillis(9)))
        .hasMessage(
            "xgboost: the timeout is PT0.009S but must be at least a second; 30 seconds are usual");
    assertThatThrownBy(() -> XgboostCollective.join("a\"b", 9091, 0, 2, Duration.ofSeconds(9)))
        .hasMessage("xgboost: 'a\"b' is not the name or address of a machine");
  }

  @Test
  void aMissingLibraryIsNamed() {
    assertThatThrownBy(() -> XgboostLibrary.extracted("lib/none.so"))
        .hasMessage(
            "xgboost: lib/none.so is not on the class path; add the jar ml.dmlc:xgboost4j_2.12:3.0.4, or name the library with -Dadjoint.xgboost");
    assertThatThrownBy(() -> XgboostLibrary.open(folder.resolve("none.so")))
        .hasMessage(
            "xgboost: there is no library %s; correct -Dadjoint.xgboost or leave it out"
                .formatted(folder.resolve("none.so")));
  }

  @Test
  void aFileThatIsNoLibraryIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("bad.so"), "text");

    assertThatThrownBy(() -> XgboostLibrary.open(file))
        .isInstanceOf(CollectiveException.class)
        .hasMessageStartingWith("xgboost: the library %s cannot be opened; ".formatted(file));
  }
}
