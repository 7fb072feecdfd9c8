package dev.adjoint.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.serve.PredictionServer;
import dev.adjoint.serve.ServeOptions;
import dev.adjoint.serve.http.Json;
import dev.adjoint.serve.http.Limits;
import dev.adjoint.serve.model.Batching;
import dev.adjoint.serve.model.NamedRun;
import dev.adjoint.serve.model.ServedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint serve`: a page and an API for trained models.
@Command(
    name = "serve",
    description = {
      "Serves trained models: a page to try them, and an API for programs.",
      "",
      "This machine alone can reach the server, unless --address names an address that others can"
          + " reach too. Ctrl-C ends it after the requests that run are answered. A new run that is"
          + " put into the folder of a served one is loaded without an interruption."
    })
public final class ServeCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;
  private static final int LONGEST_EXAMPLE = 400;

  @Mixin private Output output;

  @Mixin private Threads threads;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description =
          "Folders of training runs. NAME=RUN gives a model another name than that of its folder;"
              + " several runs of one name are its versions.")
  private List<String> runs;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 finds a free one. Default: 8080.")
  private @Nullable Integer port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "The address to listen on. Default: 127.0.0.1, this machine alone.")
  private @Nullable String address;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A further name by which the server is reached, such as that of a proxy.")
  private @Nullable List<String> hosts;

  @Option(
      names = "--token",
      paramLabel = "FILE",
      description =
          "A file with the secret that every request must show. It is made if it is not there.")
  private @Nullable Path token;

  @Option(
      names = "--no-token",
      description = "Lets everybody who reaches the address use the models.")
  private boolean noToken;

  @Option(
      names = "--titles",
      paramLabel = "FILE",
      description =
          "Titles of the items that models of ratings recommend: lines item::title, or a CSV file"
              + " with the item and the title first.")
  private @Nullable Path titles;

  @Option(
      names = "--examples",
      negatable = true,
      description =
          "Whether the page shows held-out samples of the training data with their true answers."
              + " Default: yes on this machine alone, no where others can reach the server.")
  private @Nullable Boolean examples;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "Where one line for each request goes. Default: standard error.")
  private @Nullable Path log;

  @Override
  public Integer call() throws IOException {
    threads.apply();
    ServeLog events = ServeLog.of(log, System.err);
    try (PredictionServer server =
        PredictionServer.start(options(), runs.stream().map(this::run).toList(), events)) {
      CountDownLatch ended = new CountDownLatch(1);
      Thread hook =
          new Thread(
              () -> {
                server.stop();
                ended.countDown();
              },
              "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      say(server);
      ended.await();
      return INTERRUPTED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private ServeOptions options() {
    if (token != null && noToken) {
      throw new MisuseException("--token and --no-token contradict each other; leave one out");
    }
    InetAddress where = address(address);
    if (!where.isLoopbackAddress() && token == null && !noToken) {
      throw new MisuseException(
          "--address %s can be reached by others, so requests must show a token: --token FILE, or --no-token to let everybody in"
              .formatted(address));
    }
    try {
      return new ServeOptions(
          where,
          port == null ? ServeOptions.USUAL.port() : port,
          hosts == null ? List.of() : hosts,
          Optional.ofNullable(token).map(TokenFile::read),
          noToken,
          Limits.USUAL,
          Batching.USUAL,
          examples == null ? where.isLoopbackAddress() : examples);
    } catch (IllegalArgumentException e) {
      throw new MisuseException("--" + e.getMessage());
    }
  }

  private static InetAddress address(@Nullable String name) {
    if (name == null) {
      return ServeOptions.USUAL.address();
    }
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException _) {
      throw new MisuseException(
          "--address: there is no address '%s'; use one of this machine, such as 127.0.0.1 or 0.0.0.0 for all"
              .formatted(name));
    }
  }

  private NamedRun run(String text) {
    NamedRun run = named(text);
    return titles == null ? run : run.withTitles(titles);
  }

  private static NamedRun named(String text) {
    int at = text.indexOf('=');
    try {
      return at <= 0
          ? NamedRun.of(Path.of(text))
          : new NamedRun(text.substring(0, at), Path.of(text.substring(at + 1)));
    } catch (IllegalArgumentException e) {
      throw new MisuseException(String.valueOf(e.getMessage()));
    }
  }

  private void say(PredictionServer server) {
    String page = server.address() + (token == null ? "" : "?token=" + TokenFile.read(token));
    List<ServedModel> models = server.models();
    output.line(
        "Serving %s",
        String.join(
            ", ",
            models.stream()
                .map(model -> "%s (version %d)".formatted(model.name(), model.version()))
                .toList()));
    output.line("  page     %s", page);
    output.line("  program  %s", curl(server, models.getFirst()));
    output.line("  more     %sopenapi.json and %smetrics", server.address(), server.address());
    output.line("Ctrl-C ends it.");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("address", server.address().toString());
    answer.put("page", page);
    answer.put("models", models.stream().map(ServedModel::name).toList());
    output.answer(answer);
  }

  /// A command that works when it is pasted.
  private String curl(PredictionServer server, ServedModel model) {
    List<String> words = new ArrayList<>(List.of("curl", "-s"));
    words.add("%sapi/predict/%s".formatted(server.address(), encoded(model.name())));
    if (token != null) {
      words.add("-H \"Authorization: Bearer $(cat %s)\"".formatted(token));
    }
    String example = Json.text(model.input().example());
    if (example.length() > LONGEST_EXAMPLE) {
      words.add("-H 'Content-Type: application/json' -d @sample.json");
    } else {
      words.add("-H 'Content-Type: application/json'");
      words.add("-d '%s'".formatted(example.replace("'", "'\\''")));
    }
    return String.join(" ", words);
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, UTF_8).replace("+", "%20");
  }
}
