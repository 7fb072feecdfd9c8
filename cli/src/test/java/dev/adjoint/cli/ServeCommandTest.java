package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.pipeline.Training;
import dev.adjoint.pipeline.source.CsvTable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `adjoint serve`: what it says, how it ends, and what it refuses.
final class ServeCommandTest {

  @TempDir private Path folder;

  private Path run() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    for (int i = 0; i < 40; i++) {
      text.append("%d,%s\n".formatted(i, i < 20 ? "low" : "high"));
    }
    Path file = Files.writeString(folder.resolve("data.csv"), text);
    Path run = folder.resolve("it's");
    Training.of(CsvTable.of(file, "y")).withEpochs(3).withHidden(4).run(run);
    return run;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x --port abc|--port: 'abc' is not a whole number",
        "x --port 70000|--port is 70000 but must be from 0 to 65535; 0 finds a free one",
        "x --threads 0|--threads is 0 but must be at least 1",
        "x --address 0.0.0.0|--address 0.0.0.0 can be reached by others, so requests must show a token: --token FILE, or --no-token to let everybody in",
        "x --address 999.1.1.1|--address: there is no address '999.1.1.1'; use one of this machine, such as 127.0.0.1 or 0.0.0.0 for all",
        "x --token t --no-token|--token and --no-token contradict each other; leave one out",
        "a/b=x|model name 'a/b': it must not be empty and must not contain / \\ ? # % { } \" < >; choose another one with NAME=RUN",
        "|RUN is missing; give it after the command",
      })
  void whatIsUsedWronglyIsToldInTwoLines(String arguments, String message) {
    String typed = arguments == null ? "" : " " + arguments;

    Program.Run run = Program.run((Object[]) ("serve" + typed).split(" ", -1));

    assertThat(run.err())
        .isEqualTo(
            "adjoint serve: %s%nadjoint serve --help lists the options%n".formatted(message));
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void aFolderWithoutAFinishedRunIsRefused() {
    Program.Run run = Program.run("serve", folder.resolve("nothing"));

    assertThat(run.err())
        .isEqualTo(
            "adjoint: model: there is no %s; give the folder that a training run left, or train one first with adjoint train%n"
                .formatted(folder.resolve("nothing").resolve("model.json")));
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aPortInUseIsTold() throws Exception {
    Path run = run();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Program.Run told = Program.run("serve", run, "--port", taken.getLocalPort());

      assertThat(told.err())
          .matches(
              "adjoint: port %d of (127\\.0\\.0\\.1|localhost) is in use by another program; choose another one with --port, or 0 for any that is free\\R"
                  .formatted(taken.getLocalPort()));
      assertThat(told.exitCode()).isEqualTo(1);
    }
  }

  /// The process serves with a token that it made, and a polite kill ends it in order.
  @Test
  void servesUntilItIsEnded() throws Exception {
    Path token = folder.resolve("token");
    Process process =
        Program.start(
            folder,
            List.of(),
            "serve",
            "model=" + run(),
            "--port",
            0,
            "--token",
            token,
            "--log",
            folder.resolve("access.log"),
            "--threads",
            1);
    String said = said(process);
    Matcher page = Pattern.compile("  page     (http://\\S+/)\\?token=(\\w+)\\R").matcher(said);
    assertThat(said).startsWith("Serving model (version 1)").contains("Ctrl-C ends it.");
    assertThat(page.find()).as(said).isTrue();
    assertThat(Files.readString(token)).isEqualTo(page.group(2) + "\n");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI server = URI.create(page.group(1));
      HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v2"));
      assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      HttpResponse<String> let =
          client.send(
              request.header("Authorization", "Bearer " + page.group(2)).build(),
              BodyHandlers.ofString());
      assertThat(let.statusCode()).isEqualTo(200);
    }
    process.destroy();

    Program.Run end = Program.end(folder, process);
    assertThat(end.exitCode()).isEqualTo(143);
    assertThat(end.err()).isEmpty();
    assertThat(Files.readAllLines(folder.resolve("access.log")))
        .hasSize(2)
        .allMatch(line -> line.matches("\\S+Z 127\\.0\\.0\\.1 GET /v2 (401|200) \\d+ [0-9.]+ms"));
  }

  private String said(Process process) throws Exception {
    Path out = folder.resolve("out.txt");
    while (process.isAlive()) {
      String said = Files.readString(out);
      if (said.contains("Ctrl-C")) {
        return said;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(Files.readString(folder.resolve("err.txt")));
  }
}
