package dev.adjoint.bench.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.bench.Arguments;
import dev.adjoint.pipeline.TrainedModel;
import dev.adjoint.serve.PredictionServer;
import dev.adjoint.serve.ServeEvents;
import dev.adjoint.serve.ServeOptions;
import dev.adjoint.serve.model.NamedRun;
import dev.adjoint.tensor.Backend;
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
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Clients that ask a server on this machine without a pause, with groups of samples of random
/// sizes, and compare each answer with that of the sample alone.
public final class ServingLoad {

  private static final String USAGE =
      """
        --run DIR       the folder of a run on images, a table, texts, ratings or
                        series; but for images, its file must still be there
        --clients N     how many ask at the same time (50)
        --seconds N     how long (60)
        --most N        the most samples of a request (4); of series always 1
        --threads N     the threads that compute (1)
      """;

  static final long SEED = 1;

  private static final String NAME = "load";

  private final LoadSamples samples;

  private ServingLoad(LoadSamples samples) {
    this.samples = samples;
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

  /// Starts a server for a run and asks it.
  ///
  /// @param most the most samples of a request
  /// @throws IOException if no port can be listened on
  public static LoadResult run(Path run, int clients, int seconds, int most) throws Exception {
    ServingLoad load = new ServingLoad(LoadSamples.of(TrainedModel.load(run), NAME));
    try (PredictionServer server =
            PredictionServer.start(
                ServeOptions.USUAL.withPort(0),
                List.of(new NamedRun(NAME, run)),
                ServeEvents.NONE);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient http = HttpClient.newHttpClient()) {
      URI address = server.address().resolve(load.samples.path());
      load.askAlone(http, address);
      URI metrics = server.address().resolve("/metrics");
      long before = batches(http, metrics);
      long start = System.nanoTime();
      long end = start + TimeUnit.SECONDS.toNanos(seconds);
      List<Future<Seen>> all = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        SplittableRandom random = new SplittableRandom(SEED + 1 + i);
        all.add(threads.submit(() -> load.ask(http, address, random, end, most)));
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
      long batches = batches(http, metrics) - before;
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

  private static HttpResponse<byte[]> send(HttpClient http, URI address, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return http.send(request, BodyHandlers.ofByteArray());
  }

  private void askAlone(HttpClient http, URI address) throws IOException, InterruptedException {
    for (int i = 0; i < samples.count(); i++) {
      HttpResponse<byte[]> answer = send(http, address, samples.body(new int[] {i}));
      if (answer.statusCode() != 200) {
        throw new IOException(
            "load: sample %d alone is answered with status %d: %s"
                .formatted(i, answer.statusCode(), new String(answer.body(), UTF_8)));
      }
      samples.alone(i, answer.body());
    }
  }

  private Seen ask(HttpClient http, URI address, SplittableRandom random, long end, int most)
      throws IOException, InterruptedException {
    Seen seen = new Seen();
    while (System.nanoTime() < end) {
      int count = 1 + random.nextInt(samples.most(most));
      int[] which = random.ints(count, 0, samples.count()).toArray();
      byte[] body = samples.body(which);
      long from = System.nanoTime();
      HttpResponse<byte[]> answer = send(http, address, body);
      seen.nanos.add(System.nanoTime() - from);
      if (answer.statusCode() != 200) {
        seen.errors++;
        continue;
      }
      seen.rows += count;
      seen.wrong += samples.wrong(answer.body(), which);
    }
    return seen;
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
