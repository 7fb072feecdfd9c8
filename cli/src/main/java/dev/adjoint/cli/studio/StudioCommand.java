package dev.adjoint.cli.studio;

import dev.adjoint.cli.command.MisuseException;
import dev.adjoint.cli.command.Output;
import dev.adjoint.cli.command.Threads;
import dev.adjoint.serve.http.Access;
import dev.adjoint.serve.http.ServerEvents;
import dev.adjoint.studio.StudioOptions;
import dev.adjoint.studio.StudioServer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `adjoint studio`: the page where people watch a network learn, ask it why, and practise.
@Command(
    name = "studio",
    description = {
      "Opens a page on which a network learns: watch it, go back step by step, ask any number why,"
          + " try another weight, race optimizers, practise gradients, and see the curves of runs.",
      "",
      "This machine alone can reach the page, and only by the address that is printed: it holds a"
          + " token. Nothing is written to the disk but the run of digits that the page Draw\n"
          + "trains when you ask for it. Ctrl-C ends it."
    })
public final class StudioCommand implements Callable<Integer> {

  private static final int INTERRUPTED = 130;
  private static final int FAILED = 500;

  @Mixin private Output output;
  @Mixin private Threads threads;

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "Folders of runs to watch, besides those in the folder of --runs.")
  private @Nullable List<Path> folders;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      description = "The folder whose subfolders are runs. Default: runs.")
  private @Nullable Path root;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; 0 finds a free one. Default: 8090.")
  private @Nullable Integer port;

  @Override
  public Integer call() throws IOException {
    threads.apply();
    List<Path> named = folders == null ? List.of() : folders;
    for (Path folder : named) {
      if (!Files.isRegularFile(folder.resolve("model.json"))) {
        throw new MisuseException(
            "%s is not the folder of a run: it has no model.json; name a folder that train left"
                .formatted(folder));
      }
    }
    Log log = new Log(System.err);
    try (StudioServer studio = StudioServer.start(options(named), log)) {
      CountDownLatch ended = new CountDownLatch(1);
      Thread hook =
          new Thread(
              () -> {
                studio.stop();
                ended.countDown();
              },
              "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      output.line("The studio is open at");
      output.line("  %s", studio.page());
      output.line("Ctrl-C ends it.");
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("page", studio.page().toString());
      output.answer(answer);
      ended.await();
      return INTERRUPTED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return INTERRUPTED;
    }
  }

  private StudioOptions options(List<Path> named) {
    StudioOptions usual =
        StudioOptions.usual(root == null ? Path.of("runs") : root).withRuns(named);
    try {
      return port == null ? usual : usual.withPort(port);
    } catch (IllegalArgumentException e) {
      throw new MisuseException("--" + e.getMessage());
    }
  }

  /// One line for each refused request, and the trace of a failure; a page that draws twenty times
  /// a second would bury them under what went well.
  ///
  /// @param errors where the lines go
  private record Log(PrintStream errors) implements ServerEvents {

    private static final int FIRST_REFUSED = 400;

    @Override
    public void answered(Access access) {
      if (access.status() >= FIRST_REFUSED && access.status() < FAILED) {
        errors.println(access.line());
      }
    }

    @Override
    public void failed(String route, Throwable failure) {
      errors.println(
          "adjoint: a request to %s failed, which is a bug; report it with these lines"
              .formatted(route));
      failure.printStackTrace(errors);
    }
  }
}
