package dev.adjoint.bench.endurance;

import dev.adjoint.bench.Arguments;
import dev.adjoint.bench.MeasuredPage;
import dev.adjoint.bench.compare.Numbers;
import dev.adjoint.bench.workload.Timed;
import dev.adjoint.bench.workload.TrainingWorkload;
import dev.adjoint.bench.workload.Workload;
import dev.adjoint.kernel.work.Workers;
import java.util.ArrayList;
import java.util.List;

/// `bench/endurance`: trains for minutes and notes speed and memory every few seconds; writes
/// `endurance.md`, `endurance.svg` and `endurance.png`.
public final class Endurance {

  private static final String USAGE =
      """
      usage: bench/endurance [OPTION VALUE]…
        --workload W       one of W1 to W6, default W4
        --minutes M        default 10
        --every S          seconds between two looks, default 10
        --threads N        default 1
      """
          + MeasuredPage.options("endurance");

  private Endurance() {}

  /// Exits with 1 when memory grows.
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          Workload workload = Workload.named(given.list("--workload", "W4")).getFirst();
          int threads = given.count("--threads", 1);
          Workers.threads(threads);
          List<Moment> moments =
              train(workload, 60 * given.number("--minutes", 10), given.number("--every", 10));
          EndurancePage page = new EndurancePage(workload, threads, moments);
          new MeasuredPage("endurance", page.picture(), page::text).publish(given);
          return page.isMemoryLevel() ? 0 : 1;
        });
  }

  /// Collections are made between the intervals and not counted in the speed.
  private static List<Moment> train(Workload workload, double seconds, double every) {
    TrainingWorkload training = TrainingWorkload.of(workload);
    long[] next = {0};
    List<Moment> moments = new ArrayList<>();
    long start = System.nanoTime();
    double elapsed = 0;
    while (elapsed < seconds) {
      long begin = System.nanoTime();
      long steps = Timed.run(every, () -> training.step(next[0]++));
      double took = (double) (System.nanoTime() - begin) / 1e9;
      elapsed = (double) (System.nanoTime() - start) / 1e9;
      Moment moment = Moment.now(elapsed / 60, (double) (steps * workload.items()) / took);
      moments.add(moment);
      System.err.printf(
          "%5.1f min  %s %s  heap %s MB  resident %s MB%n",
          moment.minutes(),
          Numbers.text(moment.perSecond()),
          workload.unit(),
          Numbers.text(moment.heap()),
          Numbers.text(moment.resident()));
    }
    return moments;
  }
}
