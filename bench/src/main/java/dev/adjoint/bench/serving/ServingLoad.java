package dev.adjoint.bench.serving;

import dev.adjoint.bench.Arguments;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.PredictionServer;
import dev.adjoint.serve.ServeEvents;
import dev.adjoint.serve.ServeOptions;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.model.NamedRun;
import dev.adjoint.tensor.Backend;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Clients that ask a server on this machine without a pause, with groups of rows of random sizes,
/// and compare each probability with that of the row alone.
public final class ServingLoad {

  private static final String USAGE =
      """
        --run DIR       the folder of a run on images, such as those of MNIST
        --clients N     how many ask at the same time (50)
        --seconds N     how long (60)
        --most N        the most rows of a request (4)
        --threads N     the threads that compute (1)
      """;

  private static final int SAMPLES = 64;
  private static final long SEED = 1;

  private final TrainedModel model;
  private final List<String> samples = new ArrayList<>();
  private final float[][] alone = new float[SAMPLES][];

  private ServingLoad(TrainedModel model) {
    this.model = model;
    int[] sizes = model.saved().preprocessing().featureShape().toArray();
    int width = Math.toIntExact(Shape.of(sizes).count());
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < SAMPLES; i++) {
      double[] pixels = random.ints(width, 0, 256).asDoubleStream().toArray();
      alone[i] = model.outputs(model.reader().of(Tensor.of(pixels, Shape.of(sizes))).features());
      StringBuilder text = new StringBuilder();
      for (double pixel : pixels) {
        text.append(text.isEmpty() ? "" : ",").append((int) pixel);
      }
      samples.add(text.toString());
    }
  }

  /// Runs the command.
  ///
  /// @param arguments see `--help`
  public static void main(String[] arguments) throws Exception {
    Arguments.run(
        USAGE,
        arguments,
        given -> {
          Backend.threads(given.count("--threads", 1));
          LoadResult result =
              run(
                  Path.of(given.text("--run", "")),
                  given.count("--clients", 50),
                  given.count("--seconds", 60),
                  given.count("--most", 4));
          System.out.print(result.text());
          return result.errors() + result.wrong() == 0 ? 0 : 1;
        });
  }

  /// Starts a server for a run on images and asks it.
  ///
  /// @param most the most rows of a request
  /// @throws IOException if no port can be listened on
  public static LoadResult run(Path run, int clients, int seconds, int most) throws Exception {
    ServingLoad load = new ServingLoad(TrainedModel.load(run));
    try (PredictionServer server =
            PredictionServer.start(
                ServeOptions.USUAL.withPort(0),
                List.of(new NamedRun("load", run)),
                ServeEvents.NONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newHttpClient()) {
      URI infer = server.address().resolve("/v2/models/load/infer");
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<Seen>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        SplittableRandom random = new SplittableRandom(SEED + 1 + i);
        all.add(threads.submit(() -> load.ask(http, infer, random, end, most)));
      }
      List<Long> nanos = new ArrayList<>();
      int errors = 0;
      int wrong = 0;
      long rows = 0;
      for (Future<Seen> one : all) {
        Seen seen = one.get();
        nanos.addAll(seen.nanos);
        errors += seen.errors;
        wrong += seen.wrong;
        rows += seen.rows;
      }
      double time = (System.nanoTime() - start) / 1e9;
      long batches = batches(http, server.address().resolve("/metrics"));
      return new LoadResult(
          nanos.stream().mapToLong(Long::longValue).toArray(), errors, wrong, rows, batches, time);
    }
  }

  /// What one client saw.
  private static final class Seen {
    private final List<Long> nanos = new ArrayList<>();
    private int errors;
    private int wrong;
    private long rows;
  }

  private Seen ask(HttpClient http, URI infer, SplittableRandom random, long end, int most)
      throws IOException, InterruptedException {
    Seen seen = new Seen();
    int[] sizes = model.saved().preprocessing().featureShape().toArray();
    while (System.nanoTime() < end) {
      int count = 1 + random.nextInt(most);
      List<Integer> shape = new ArrayList<>(List.of(count));
      for (int size : sizes) {
        shape.add(size);
      }
      int[] which = random.ints(count, 0, SAMPLES).toArray();
      StringBuilder data = new StringBuilder();
      for (int sample : which) {
        data.append(data.isEmpty() ? "" : ",").append(samples.get(sample));
      }
      String body =
          "{\"inputs\":[{\"name\":\"image\",\"datatype\":\"UINT8\",\"shape\":%s,\"data\":[%s]}],\"outputs\":[{\"name\":\"probabilities\"}]}"
              .formatted(shape, data);
      HttpRequest request =
          HttpRequest.newBuilder(infer)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      long from = System.nanoTime();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
      seen.nanos.add(System.nanoTime() - from);
      if (answer.statusCode() != 200) {
        seen.errors++;
        continue;
      }
      seen.rows += count;
      seen.wrong += wrong(answer.body(), which);
    }
    return seen;
  }

  /// The rows of an answer that have other bits than alone.
  private int wrong(byte[] body, int[] which) {
    List<?> outputs = (List<?>) Objects.requireNonNull(Json.object(body).get("outputs"));
    List<?> data = (List<?>) Objects.requireNonNull(((Map<?, ?>) outputs.getFirst()).get("data"));
    int wrong = 0;
    int at = 0;
    for (int sample : which) {
      boolean same = true;
      for (float expected : alone[sample]) {
        same &= Float.parseFloat(String.valueOf(data.get(at++))) == expected;
      }
      wrong += same ? 0 : 1;
    }
    return wrong;
  }

  private static long batches(HttpClient http, URI metrics)
      throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
        .body()
        .lines()
        .filter(line -> line.startsWith("adjoint_batch_samples_count"))
        .mapToLong(line -> Long.parseLong(line.split(" ", 2)[1]))
        .sum();
  }
}
