package dev.adjoint.distributed.collective;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;

/// Where processes that start at different times wait until all are there: process 0 listens, the
/// others try to connect until they succeed. When all have come, process 0 sends each the port of
/// the tracker.
///
/// A process says `adjoint SIZE RANK`, and gets `tracker PORT` or `error TEXT`, one line each.
final class Rendezvous {

  private static final int LONGEST = 64;
  private static final int ANSWER = 5_000;
  private static final long AGAIN = 200;

  private final int size;
  private final long end;
  private final Duration patience;

  /// @param patience how long the others are waited for
  Rendezvous(int size, Duration patience) {
    this.size = size;
    this.patience = patience;
    this.end = System.nanoTime() + patience.toNanos();
  }

  private int left() {
    return (int) Math.clamp((end - System.nanoTime()) / 1_000_000, 0L, Integer.MAX_VALUE);
  }

  /// What process 0 does.
  ///
  /// @param tracker starts the tracker when all have come, and returns its port
  int host(int port, IntSupplier tracker) {
    Map<Integer, Socket> guests = new TreeMap<>();
    try (ServerSocket server = new ServerSocket()) {
      server.setReuseAddress(true);
      server.bind(new InetSocketAddress(port), size);
      while (guests.size() < size - 1) {
        server.setSoTimeout(Math.max(left(), 1));
        welcome(server.accept(), guests);
      }
      int found = tracker.getAsInt();
      for (Socket guest : guests.values()) {
        answer(guest, "tracker " + found);
      }
      return found;
    } catch (SocketTimeoutException e) {
      throw new CollectiveException(
          Reason.START,
          "xgboost: only %d of %d processes came within %d s; the ranks %s and 0 are here"
              .formatted(guests.size() + 1, size, patience.toSeconds(), guests.keySet()),
          e);
    } catch (IOException e) {
      throw new CollectiveException(
          Reason.START,
          "xgboost: process 0 cannot listen at port %d: %s; choose another port"
              .formatted(port, e.getMessage()),
          e);
    } finally {
      guests.values().forEach(Rendezvous::close);
    }
  }

  /// Takes in a process; one that does not say who it is, is turned away.
  private void welcome(Socket guest, Map<Integer, Socket> guests) throws IOException {
    String line;
    try {
      guest.setSoTimeout(Math.clamp(left(), 1, ANSWER));
      line = line(guest);
    } catch (IOException _) {
      close(guest);
      return;
    }
    String[] words = line.split(" ", -1);
    int rank = words.length == 3 && words[2].matches("\\d{1,8}") ? Integer.parseInt(words[2]) : -1;
    String problem = "";
    if (words.length != 3 || !words[0].equals("adjoint")) {
      problem = "this port is for processes of a training run";
    } else if (!words[1].equals(Integer.toString(size))) {
      problem = "the group has %d processes".formatted(size);
    } else if (rank < 1 || rank >= size) {
      problem = "the group has the ranks 0 … %d".formatted(size - 1);
    }
    if (!problem.isEmpty()) {
      answer(guest, "error " + problem);
      close(guest);
      return;
    }
    // A process that was started again takes the place of the one before.
    Socket before = guests.put(rank, guest);
    if (before != null) {
      close(before);
    }
  }

  /// What the other processes do.
  ///
  /// @return the port of the tracker
  int visit(String host, int port, int rank) {
    String last = "";
    do {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port), Math.max(left(), 1));
        socket.setSoTimeout(Math.max(left(), 1));
        answer(socket, "adjoint %d %d".formatted(size, rank));
        String line = line(socket);
        if (line.matches("tracker \\d{1,5}")) {
          return Integer.parseInt(line.substring("tracker ".length()));
        }
        if (line.startsWith("error ")) {
          throw new CollectiveException(
              Reason.START,
              "xgboost: process 0 at %s:%d does not accept rank %d of %d: %s"
                  .formatted(host, port, rank, size, line.substring("error ".length())));
        }
        last = "it said '" + line + "'";
      } catch (IOException e) {
        last = String.valueOf(e.getMessage());
      }
      pause();
    } while (left() > 0);
    throw new CollectiveException(
        Reason.START,
        "xgboost: rank %d did not reach process 0 at %s:%d within %d s: %s; check the address and that process 0 runs"
            .formatted(rank, host, port, patience.toSeconds(), last));
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectiveException(
          Reason.START, "xgboost: the thread was interrupted while it waited for process 0", e);
    }
  }

  /// A line of at most [#LONGEST] characters.
  private static String line(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), LONGEST);
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next != '\n' && next >= 0 && line.length() < 2 * LONGEST) {
      line.append((char) next);
      next = in.read();
    }
    return line.toString();
  }

  private static void answer(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // Nothing is left to be done with it.
      return;
    }
  }
}
