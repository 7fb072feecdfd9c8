package dev.adjoint.bench.workload;

import java.util.Locale;

/// One workload at one number of threads, as a process of its own: sets up, proves itself, warms
/// up, then measures once for each line `go` on its input, until `quit` or the end of input.
///
/// Arguments: workload and threads. Times come from the environment, in seconds: `PEER_WARMUP_S`,
/// `PEER_REPEAT_S`; `PEER_T0_MS` is when the process was started, in milliseconds of the epoch.
/// What it says is in [Protocol]. With `-Dadjoint.bench.eager=true` steps are not recorded.
public final class Runner {

  private Runner() {}

  /// Runs until told to quit.
  public static void main(String[] arguments) throws Exception {
    Protocol protocol = Protocol.standard();
    try {
      Workload workload = Workload.valueOf(arguments[0]);
      Timing timing = Timing.fromEnvironment();
      switch (workload) {
        case W7 -> infer(protocol, timing);
        case W8 -> multiply(protocol, timing);
        default -> train(workload, protocol, timing);
      }
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      protocol.say("error %s", e.toString().replace('\n', ' '));
      throw e;
    }
  }

  /// How long things last.
  ///
  /// @param warmUp seconds
  /// @param repeat seconds of one timed repeat
  /// @param started when the process began, in milliseconds of the epoch
  record Timing(double warmUp, double repeat, long started) {

    static Timing fromEnvironment() {
      var environment = System.getenv();
      return new Timing(
          Double.parseDouble(environment.getOrDefault("PEER_WARMUP_S", "4")),
          Double.parseDouble(environment.getOrDefault("PEER_REPEAT_S", "1")),
          Long.parseLong(environment.getOrDefault("PEER_T0_MS", "0")));
    }

    long sinceStart() {
      return System.currentTimeMillis() - started;
    }
  }

  private static void train(Workload workload, Protocol protocol, Timing timing) throws Exception {
    Training training =
        Boolean.getBoolean("adjoint.bench.eager")
            ? Training.eager(workload)
            : Training.of(workload);
    int pass = Math.max(workload.batches(), 3);
    double[] losses = new double[pass];
    for (int step = 0; step < pass; step++) {
      losses[step] = training.step(step).item();
      if (step == 0) {
        protocol.say("metric first_step ms %d", timing.sinceStart());
      }
    }
    protocol.say("ref %s losses%s", workload, text(losses, 3));
    long[] next = {pass};
    Timed.run(timing.warmUp(), () -> training.step(next[0]++));
    double after = 0;
    for (int step = 0; step < workload.batches(); step++) {
      after += training.step(next[0]++).item() / workload.batches();
    }
    double before = mean(losses, workload.batches());
    protocol.say(
        "check loss_first_pass %.6f loss_after_warmup %.6f steps %d %s",
        before, after, next[0], after < before ? "decreased" : "NOT_DECREASED");
    protocol.serve(() -> {
      double perSecond = Timed.rate(timing.repeat(), () -> training.step(next[0]++));
      protocol.say("metric train %s %.4f", workload.unit(), perSecond * workload.items());
    });
  }

  private static void infer(Protocol protocol, Timing timing) throws Exception {
    Inference inference =
        Boolean.getBoolean("adjoint.bench.eager") ? Inference.eager() : Inference.recorded();
    float[] images = inference.images();
    float[] image = new float[inference.inputs()];
    float[] logits = new float[inference.outputs()];
    System.arraycopy(images, 0, image, 0, image.length);
    inference.logits(image, logits);
    protocol.say("metric first_step ms %d", timing.sinceStart());
    double[] first = new double[logits.length];
    for (int i = 0; i < first.length; i++) {
      first[i] = logits[i];
    }
    protocol.say("ref W7 logits%s", text(first, first.length));
    int[] next = {0};
    Runnable load =
        () -> {
          int row = next[0]++ % (images.length / image.length);
          System.arraycopy(images, row * image.length, image, 0, image.length);
        };
    Runnable infer = () -> inference.logits(image, logits);
    Timed.run(
        timing.warmUp(),
        () -> {
          load.run();
          infer.run();
        });
    protocol.serve(() -> {
      Timed.Latency latency = Timed.latency(timing.repeat(), load, infer);
      protocol.say("metric latency_p50 us %.3f", latency.median() / 1e3);
      protocol.say("metric latency_p99 us %.3f", latency.percentile99() / 1e3);
    });
  }

  private static void multiply(Protocol protocol, Timing timing) throws Exception {
    double error = new SquareProduct(64).error();
    protocol.say("check gemm64_max_abs_error %.2e %s", error, error < 1e-4 ? "ok" : "WRONG");
    for (int n : SquareProduct.SIZES) {
      Timed.run(timing.warmUp() / SquareProduct.SIZES.length, new SquareProduct(n)::run);
    }
    double seconds = Math.max(0.3, timing.repeat() / 4);
    protocol.serve(() -> {
      for (int n : SquareProduct.SIZES) {
        SquareProduct product = new SquareProduct(n);
        double perSecond = Timed.rate(seconds, product::run);
        protocol.say("metric sgemm_%04d GFLOP/s %.3f", n, perSecond * product.flops() / 1e9);
      }
    });
  }

  private static String text(double[] values, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(String.format(Locale.ROOT, " %.7f", values[i]));
    }
    return text.toString();
  }

  private static double mean(double[] values, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[i];
    }
    return sum / count;
  }
}
