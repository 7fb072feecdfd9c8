package dev.adjoint.bench.workload;

import dev.adjoint.bench.workload.Library.Calls;
import dev.adjoint.bench.workload.Library.Decoding;
import dev.adjoint.bench.workload.Library.Network;
import dev.adjoint.bench.workload.Library.Product;
import dev.adjoint.bench.workload.Library.Products;
import dev.adjoint.bench.workload.Library.Steps;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;

/// One library on one workload, as a process of its own: sets up, proves itself, warms up, then
/// measures once for each line `go` on its input, until `quit` or the end of input. What it says is
/// in [Protocol].
///
/// Ours and the others' (`bench/peers`) are measured by this same code.
public final class Turns {

  /// The sizes of the products of W8.
  static final int[] SIZES = {64, 128, 256, 512, 768, 1024, 2048};

  private static final int PIXELS = 784;
  private static final int CLASSES = 10;

  private final Protocol protocol;
  private final Timing timing;

  private Turns(Protocol protocol, Timing timing) {
    this.protocol = protocol;
    this.timing = timing;
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

    void sayFirstStep(Protocol protocol) {
      protocol.say("metric first_step ms %d", System.currentTimeMillis() - started);
    }
  }

  /// Runs until it gets the command to quit.
  ///
  /// Times come from the environment, in seconds: `PEER_WARMUP_S`, `PEER_REPEAT_S`; `PEER_T0_MS` is
  /// when the process was started, in milliseconds of the epoch.
  ///
  /// @param arguments workload and number of threads
  /// @param library made from the number of threads
  public static void run(String[] arguments, IntFunction<Library> library) throws IOException {
    Protocol protocol = Protocol.standard();
    try {
      Workload workload = Workload.valueOf(arguments[0]);
      Turns turns = new Turns(protocol, Timing.fromEnvironment());
      turns.run(workload, library.apply(Integer.parseInt(arguments[1])));
    } catch (RuntimeException | Error e) {
      e.printStackTrace();
      protocol.say("error %s", e.toString().replace('\n', ' '));
      throw e;
    }
  }

  private void run(Workload workload, Library library) throws IOException {
    switch (workload) {
      case W7 -> {
        Optional<Calls> calls = library.calls();
        if (calls.isPresent()) {
          infer(calls.get());
          return;
        }
      }
      case W14, W15, W16, W17 -> {
        Optional<Network> network = library.network(workload);
        if (network.isPresent()) {
          new InferenceTurns(workload, network.get()).run(protocol, timing);
          return;
        }
      }
      case W10 -> {
        Optional<Decoding> decoding = library.decoding();
        if (decoding.isPresent()) {
          new DecodingTurns(decoding.get()).run(protocol, timing);
          return;
        }
      }
      case W8 -> {
        Optional<Products> products = library.products();
        if (products.isPresent()) {
          multiply(products.get());
          return;
        }
      }
      default -> {
        Optional<Steps> steps = library.steps(workload);
        if (steps.isPresent()) {
          train(workload, steps.get());
          return;
        }
      }
    }
    protocol.say("skip");
  }

  private void train(Workload workload, Steps steps) throws IOException {
    int pass = Math.max(workload.batches(), 3);
    double[] losses = new double[pass];
    for (int step = 0; step < pass; step++) {
      losses[step] = steps.loss(step);
      if (step == 0) {
        sayFirstStep();
      }
    }
    protocol.say("ref %s losses%s", workload, text(losses, 3));
    int[] next = {pass};
    WarmUp warmUp = WarmUp.run(timing.warmUp(), () -> steps.take(next[0]++));
    protocol.say("metric warm_up ms %d", warmUp.reached() - timing.started());
    double after = 0;
    for (int step = 0; step < workload.batches(); step++) {
      after += steps.loss(next[0]++) / workload.batches();
    }
    double before = mean(losses, workload.batches());
    protocol.say(
        "check loss_first_pass %.6f loss_after_warmup %.6f steps %d %s",
        before, after, next[0], after < before ? "decreased" : "NOT_DECREASED");
    protocol.serve(() -> {
      double perSecond = Timed.rate(timing.repeat(), () -> steps.take(next[0]++));
      protocol.say("metric train %s %.4f", workload.unit(), perSecond * workload.items());
    });
  }

  private void infer(Calls calls) throws IOException {
    float[] images = calls.images();
    float[] image = Arrays.copyOf(images, PIXELS);
    float[] logits = new float[CLASSES];
    calls.logits(image, logits);
    sayFirstStep();
    double[] first = new double[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      first[i] = logits[i];
    }
    protocol.say("ref W7 logits%s", text(first, CLASSES));
    int[] next = {0};
    Runnable load =
        () -> {
          int row = next[0]++ % (images.length / PIXELS);
          System.arraycopy(images, row * PIXELS, image, 0, PIXELS);
        };
    Runnable infer = () -> calls.logits(image, logits);
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

  private void multiply(Products products) throws IOException {
    double error = error(products, 64);
    protocol.say("check gemm64_max_abs_error %.2e %s", error, error < 1e-4 ? "ok" : "WRONG");
    for (int n : SIZES) {
      try (Product product = product(products, n)) {
        Timed.run(timing.warmUp() / SIZES.length, product::run);
      }
    }
    double seconds = Math.max(0.3, timing.repeat() / 4);
    protocol.serve(() -> {
      for (int n : SIZES) {
        try (Product product = product(products, n)) {
          double perSecond = Timed.rate(seconds, product::run);
          double flops = 2.0 * n * n * n;
          protocol.say("metric sgemm_%04d GFLOP/s %.3f", n, perSecond * flops / 1e9);
        }
      }
    });
  }

  /// The product of size n of the workload's operands.
  static Product product(Products products, int n) {
    return products.of(n, operand(8_000_000, n), operand(8_000_001, n));
  }

  private static float[] operand(long seed, int n) {
    return SplitMix.uniform(seed, n * n, 1);
  }

  /// The largest distance of a product of size n from the one computed in double.
  static double error(Products products, int n) {
    float[] left = operand(8_000_000, n);
    float[] right = operand(8_000_001, n);
    float[] result;
    try (Product product = products.of(n, left.clone(), right.clone())) {
      product.run();
      result = product.result();
    }
    double worst = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum += (double) left[i * n + k] * right[k * n + j];
        }
        worst = Math.max(worst, Math.abs(sum - result[i * n + j]));
      }
    }
    return worst;
  }

  private void sayFirstStep() {
    timing.sayFirstStep(protocol);
  }

  static String text(double[] values, int count) {
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
