package dev.adjoint.distributed.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.adjoint.distributed.collective.CollectiveException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ThreadCollectiveTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void keepsTheContract(int size) throws Exception {
    assertThat(onAll(ThreadCollective.of(size), CollectiveContract::check).stream().distinct())
        .hasSize(1);
  }

  @Test
  void sumsAreRoundedInTheOrderOfTheRanks() throws Exception {
    List<float[]> sums =
        onAll(
            ThreadCollective.of(3),
            group -> {
              float[] value = {new float[] {1e8f, 1f, -1e8f}[group.rank()]};
              group.allReduceSum(value);
              return value;
            });

    assertThat(sums).allSatisfy(sum -> assertThat(sum).containsExactly((1e8f + 1f) - 1e8f));
  }

  @Test
  void aPeerThatClosesIsNoticedAtOnce() throws Exception {
    List<Collective> ranks = ThreadCollective.of(2, Duration.ofSeconds(30));
    List<Throwable> errors =
        onAll(
            ranks,
            group -> {
              if (group.rank() == 1) {
                pause(100);
                group.close();
                return new AssertionError("closed");
              }
              long start = System.nanoTime();
              float[] values = {1, 2};
              Throwable error =
                  catchThrowableOfType(CollectiveException.class, () -> group.allReduceSum(values));
              assertThat(values).containsExactly(1, 2);
              assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
              return error;
            });

    assertThat(errors.getFirst())
        .hasMessage("collective: rank 1 ended during the sum of floats of 2")
        .extracting(error -> ((CollectiveException) error).reason())
        .isEqualTo(Reason.PEER_LOST);
    assertThatThrownBy(() -> ranks.getFirst().barrier())
        .isInstanceOf(CollectiveException.class)
        .hasMessage("collective: rank 1 ended during the sum of floats of 2");
    assertThatThrownBy(() -> ranks.get(1).barrier())
        .hasMessage("collective: rank 1 has closed its end");
  }

  @Test
  void aThreadThatDiesIsNoticedWithinASecond() throws Exception {
    List<Collective> ranks = ThreadCollective.of(2);
    Thread peer = Thread.ofPlatform().start(() -> ranks.get(1).barrier());
    ranks.getFirst().barrier();
    peer.join();
    long start = System.nanoTime();

    assertThatThrownBy(() -> ranks.getFirst().barrier())
        .hasMessage("collective: rank 1 ended during the sum of longs of 1");
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  @Test
  void aPeerThatHangsIsNoticedAfterTheTimeout() {
    List<Collective> ranks = ThreadCollective.of(3, Duration.ofMillis(200));

    assertThatThrownBy(() -> ranks.get(2).allGather(new byte[0]))
        .hasMessage(
            "collective: rank 2 waited PT0.2S for a gathering of bytes but only 1 of 3 ranks came");
  }

  @Test
  void differentOperationsAreAnError() throws Exception {
    List<String> errors =
        onAll(
            ThreadCollective.of(2),
            group ->
                catchThrowableOfType(
                        CollectiveException.class,
                        () -> group.allReduceSum(new float[group.rank() + 1]))
                    .reason()
                    .toString());

    assertThat(errors).containsExactly("MISMATCH", "MISMATCH");
  }

  @Test
  void aGroupHasARank() {
    assertThatThrownBy(() -> ThreadCollective.of(0))
        .hasMessage("collective: the number of ranks is 0 but must be at least 1");
  }

  static <T> List<T> onAll(List<Collective> ranks, Function<Collective, T> work) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(ranks.size())) {
      List<Callable<T>> calls = new ArrayList<>();
      ranks.forEach(rank -> calls.add(() -> work.apply(rank)));
      List<T> results = new ArrayList<>();
      for (Future<T> future : threads.invokeAll(calls)) {
        results.add(future.get());
      }
      return results;
    }
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
