package dev.adjoint.kernel.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WorkersTest {
  private final int before = Workers.threads();

  @AfterEach
  void restoreTheThreads() {
    Workers.threads(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyPieceRunsExactlyOnce(int threads) {
    Workers.threads(threads);
    assertThat(Workers.threads()).isEqualTo(threads);
    for (int pieces : new int[] {0, 1, 2, 3, 7, 1000}) {
      AtomicIntegerArray runs = new AtomicIntegerArray(1000);
      Workers.run(pieces, runs::incrementAndGet);
      for (int i = 0; i < runs.length(); i++) {
        assertThat(runs.get(i)).isEqualTo(i < pieces ? 1 : 0);
      }
    }
  }

  /// A thread that is alone runs all pieces, those of its own share first, then those of the next
  /// shares.
  @ParameterizedTest
  @CsvSource({
    "0, '0 1 2 3 4 5 6 7 8 9'",
    "1, '3 4 5 6 7 8 9 0 1 2'",
    "2, '6 7 8 9 0 1 2 3 4 5'",
    "4, '3 4 5 6 7 8 9 0 1 2'"
  })
  void aThreadBeginsWithItsOwnShare(int thread, String order) {
    List<Integer> run = new ArrayList<>();
    PieceShares call = new PieceShares(10, run::add, 3);
    assertThat(call.hasWork()).isTrue();
    assertThat(call.takePart(thread)).isTrue();
    assertThat(call.hasWork()).isFalse();
    assertThat(call.takePart(0)).isFalse();
    assertThat(run).map(String::valueOf).containsExactly(order.split(" "));
  }

  /// If both threads are free, each runs its half of the pieces, in call after call.
  @Test
  void aThreadRunsTheSamePiecesInEachCall() {
    Workers.threads(2);
    for (int round = 0; round < 20; round++) {
      CyclicBarrier step = new CyclicBarrier(2);
      Set<Integer> own = ConcurrentHashMap.newKeySet();
      Thread self = Thread.currentThread();
      Workers.run(
          8,
          piece -> {
            if (Thread.currentThread().equals(self)) {
              own.add(piece);
            }
            // Both threads have a piece before either begins the next one.
            awaitQuietly(() -> step.await(30, TimeUnit.SECONDS));
          });
      assertThat(own).containsExactlyInAnyOrder(0, 1, 2, 3);
    }
  }

  @Test
  void severalThreadsWorkOnOneCall() {
    Workers.threads(3);
    CountDownLatch allThere = new CountDownLatch(3);
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    Workers.run(
        3,
        piece -> {
          seen.add(Thread.currentThread());
          allThere.countDown();
          awaitQuietly(allThere);
        });
    assertThat(seen).hasSize(3).contains(Thread.currentThread());
  }

  @Test
  void sleepingThreadsWakeForTheNextCall() throws InterruptedException {
    Workers.threads(2);
    for (int round = 0; round < 3; round++) {
      TimeUnit.MILLISECONDS.sleep(20);
      severalThreadsMeet(2);
    }
  }

  @Test
  void aCallFromInsideAPieceRunsItsPiecesInline() {
    Workers.threads(3);
    AtomicInteger runs = new AtomicInteger();
    Set<String> strangers = ConcurrentHashMap.newKeySet();
    Workers.run(
        10,
        outer -> {
          Thread self = Thread.currentThread();
          Workers.run(
              10,
              inner -> {
                runs.incrementAndGet();
                if (!Thread.currentThread().equals(self)) {
                  strangers.add(Thread.currentThread().getName());
                }
              });
        });
    assertThat(runs).hasValue(100);
    assertThat(strangers).isEmpty();
  }

  @Test
  void callsFromManyThreadsAtOnceAreAllCompleted() throws InterruptedException {
    Workers.threads(3);
    AtomicInteger runs = new AtomicInteger();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int round = 0; round < 500; round++) {
                  Workers.run(7, piece -> runs.incrementAndGet());
                }
              }));
    }
    for (int round = 0; round < 20; round++) {
      Workers.threads(1 + round % 3);
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(runs).hasValue(4 * 500 * 7);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void anExceptionOfAPieceReachesTheCallerAndThePoolLivesOn(int threads) {
    Workers.threads(threads);
    for (int failing : new int[] {0, 5, 99}) {
      assertThatThrownBy(() ->
              Workers.run(
                  100,
                  piece -> {
                    if (piece == failing) {
                      throw new ArithmeticException("piece " + piece);
                    }
                  }))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("piece " + failing);
    }
    assertThatThrownBy(() ->
            Workers.run(
                2,
                piece -> {
                  throw new StackOverflowError("deep");
                }))
        .isInstanceOf(StackOverflowError.class);
    severalThreadsMeet(threads);
  }

  @Test
  void anInterruptedCallerStillGetsItsWorkDoneAndStaysInterrupted() {
    Workers.threads(2);
    AtomicInteger runs = new AtomicInteger();
    Thread.currentThread().interrupt();
    Workers.run(50, piece -> runs.incrementAndGet());
    assertThat(Thread.interrupted()).isTrue();
    assertThat(runs).hasValue(50);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1025})
  void aCountOutOfRangeIsRefused(int count) {
    assertThatThrownBy(() -> Workers.threads(count))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("threads: the count must be from 1 to 1024, but it is " + count);
  }

  @Test
  void theSystemPropertyIsANumberOfThreads() {
    assertThat(Workers.parse(null, 5)).isEqualTo(5);
    assertThat(Workers.parse(" 3 ", 5)).isEqualTo(3);
    for (String wrong : new String[] {"", "0", "two", "1025", "-4", "1.5"}) {
      assertThatThrownBy(() -> Workers.parse(wrong, 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "adjoint.threads: must be a whole number from 1 to 1024, but it is \""
                  + wrong
                  + "\"");
    }
  }

  private static void severalThreadsMeet(int count) {
    CountDownLatch allThere = new CountDownLatch(count);
    Workers.run(
        count,
        piece -> {
          allThere.countDown();
          awaitQuietly(allThere);
        });
    assertThat(allThere.getCount()).isZero();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    awaitQuietly(() -> assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue());
  }

  private static void awaitQuietly(ThrowingCallable wait) {
    assertThatCode(wait).doesNotThrowAnyException();
  }
}
