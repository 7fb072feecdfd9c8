package dev.adjoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DataCommandTest {
  @TempDir Path folder;

  private Program.Run fetch(String... more) throws IOException {
    Path served = Files.createDirectories(folder.resolve("served")).toRealPath();
    Files.writeString(served.resolve("penguins.csv"), "species,mass\nAdelie,3750\n");
    Files.writeString(served.resolve("input.txt"), "no play");
    var server =
        SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), served, OutputLevel.NONE);
    server.start();
    try {
      Object[] arguments = new Object[more.length + 3];
      arguments[0] = "data";
      arguments[1] = "--mirror";
      arguments[2] = "http://127.0.0.1:" + server.getAddress().getPort();
      System.arraycopy(more, 0, arguments, 3, more.length);
      return Program.run(arguments);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void listsTheKnownSetsWithLicenceSizeAndPage() {
    Program.Run list = Program.run("data");

    assertThat(list.out())
        .contains("mnist", "fashion-mnist", "cifar-10", "penguins")
        .contains("30.9 MB, licence: MIT", "https://github.com/zalandoresearch/fashion-mnist")
        .contains("size not known, licence: CC0 1.0");
    assertThat(list.exitCode()).isZero();
  }

  @Test
  void listsThemAsJsonWithChecksumsWhereTheyAreKnown() {
    JsonNode sets = Program.run("data", "--json").json().get("sets");

    assertThat(sets.get(0).get("name").asString()).isEqualTo("mnist");
    assertThat(sets.get(0).get("files").get(3).get("sha256").asString()).hasSize(64);
  }

  @Test
  void fetchesASetAndSaysWhatComesNext() throws IOException {
    Path out = folder.resolve("penguins");
    Program.Run run = fetch("penguins", "--out", out.toString());

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(out.resolve("penguins.csv")).hasContent("species,mass\nAdelie,3750\n");
    assertThat(run.out())
        .contains("penguins.csv: fetched, 25 bytes", "fetching penguins.csv (25 bytes)")
        .contains("computed here; none is known for it")
        .contains("licence: CC0 1.0")
        .contains("next: adjoint train %s/penguins.csv --target species".formatted(out));

    Program.Run again = fetch("penguins", "--out", out.toString(), "--json");
    assertThat(again.json().get("files").get(0).get("how").asString()).isEqualTo("present");
  }

  @Test
  void aFileThatIsNotTheKnownOneFails() throws IOException {
    Program.Run run = fetch("tiny-shakespeare", "--out", folder.resolve("x").toString());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("adjoint: fetch input.txt: no address gave the file (http://127.0.0.1:")
        .contains("the server's file has 7 bytes but this one has 1,115,394");
  }

  @Test
  void misuseIsTold() {
    assertThat(Program.run("data", "cifar10").err())
        .contains("data: there is no known set 'cifar10'; did you mean cifar-10?");
    assertThat(Program.run("data", "penguins", "--mirror", "ftp://x").err())
        .contains(
            "data: --mirror is 'ftp://x' but must be an address that begins with http:// or https://");
    assertThat(Program.run("data", "--out", "x").exitCode()).isEqualTo(2);
  }
}
