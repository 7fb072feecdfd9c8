package dev.adjoint.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RendezvousTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static CompletableFuture<Integer> visit(int port, int rank, int size) {
    return CompletableFuture.supplyAsync(
        () -> new Rendezvous(size, LONG).visit("127.0.0.1", port, rank),
        Thread::startVirtualThread);
  }

  @Test
  void allGetThePortOfTheTrackerWhenTheLastHasCome() throws Exception {
    int port = freePort();
    var second = visit(port, 2, 3);
    Thread.sleep(300);
    var host =
        CompletableFuture.supplyAsync(
            () -> new Rendezvous(3, LONG).host(port, () -> 4711), Thread::startVirtualThread);
    Thread.sleep(300);
    assertThat(host).isNotDone();
    var first = visit(port, 1, 3);

    assertThat(host.get()).isEqualTo(4711);
    assertThat(first.get()).isEqualTo(4711);
    assertThat(second.get()).isEqualTo(4711);
  }

  @Test
  void strangersAreTurnedAway() throws Exception {
    int port = freePort();
    var host =
        CompletableFuture.supplyAsync(
            () -> new Rendezvous(2, LONG).host(port, () -> 4711), Thread::startVirtualThread);
    visitAs(port, "GET / HTTP/1.1\n", "error this port is for processes of a training run\n");
    visitAs(port, "adjoint 3 1\n", "error the group has 2 processes\n");
    visitAs(port, "adjoint 2 7\n", "error the group has the ranks 0 … 1\n");
    visitAs(port, "adjoint 2 1\n", "tracker 4711\n");

    assertThat(host.get()).isEqualTo(4711);
  }

  private static void visitAs(int port, String line, String expected) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .isEqualTo(expected);
        return;
      } catch (ConnectException e) {
        assertThat(attempt).isLessThan(100);
        Thread.sleep(50);
      }
    }
  }

  @Test
  void whoWaitsInVainIsTold() throws Exception {
    int port = freePort();

    assertThatThrownBy(() -> new Rendezvous(3, Duration.ofSeconds(1)).host(port, () -> 1))
        .hasMessage("xgboost: only 1 of 3 processes came within 1 s; the ranks [] and 0 are here");
    assertThatThrownBy(() -> new Rendezvous(3, Duration.ofSeconds(1)).visit("127.0.0.1", port, 2))
        .hasMessage(
            "xgboost: rank 2 did not reach process 0 at 127.0.0.1:%d within 1 s: Connection refused; check the address and that process 0 runs"
                .formatted(port));
  }
}
