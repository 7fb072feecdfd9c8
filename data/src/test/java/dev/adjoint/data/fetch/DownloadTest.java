package dev.adjoint.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.data.DataException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DownloadTest {
  private static final FetchProgress QUIET = (_, _) -> {};
  private static final byte[] CONTENT = content(1, 300_000);

  @TempDir Path folder;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    server.put("/a.bin", CONTENT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] content(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private RemoteFile known(String... paths) {
    return RemoteFile.of(
        "a.bin",
        CONTENT.length,
        sha256(CONTENT),
        Stream.of(paths).map(path -> server.address(path).toString()).toArray(String[]::new));
  }

  private RemoteFile unknown() {
    return RemoteFile.of("a.bin", server.address("/a.bin").toString());
  }

  private Fetched fetch(RemoteFile file) {
    return Download.fetch(file, folder.resolve("set"), QUIET);
  }

  private void assertWhole(Fetched fetched) throws IOException {
    assertThat(fetched.path()).isEqualTo(folder.resolve("set/a.bin")).hasBinaryContent(CONTENT);
    assertThat(fetched.bytes()).isEqualTo(CONTENT.length);
    assertThat(fetched.sha256()).isEqualTo(sha256(CONTENT));
    try (var files = Files.list(folder.resolve("set"))) {
      assertThat(files).as("nothing but the file").containsExactly(fetched.path());
    }
  }

  private void breakOff(RemoteFile file, int after) {
    server.breakAfter = after;
    assertThatThrownBy(() -> fetch(file)).isInstanceOf(DataException.class);
    server.breakAfter = Integer.MAX_VALUE;
    server.asked.clear();
    assertThat(folder.resolve("set/a.bin")).doesNotExist();
  }

  @Test
  void aFileIsFetchedAndCheckedAndFetchedNoSecondTime() throws IOException {
    List<Long> arrived = new ArrayList<>();
    Fetched first =
        Download.fetch(
            known("/a.bin"),
            folder.resolve("set"),
            (done, total) -> {
              arrived.add(done);
              assertThat(total).hasValue(CONTENT.length);
            });
    Fetched second = fetch(known("/a.bin"));

    assertWhole(first);
    assertThat(first.checked()).isTrue();
    assertThat(first.how()).isEqualTo(Fetched.How.WHOLE);
    assertThat(arrived).isSorted().startsWith(0L).endsWith((long) CONTENT.length);
    assertThat(second.how()).isEqualTo(Fetched.How.PRESENT);
    assertThat(server.asked).containsExactly("all");
  }

  @Test
  void withoutAKnownChecksumTheComputedOneIsTold() throws IOException {
    Fetched fetched = fetch(unknown());

    assertWhole(fetched);
    assertThat(fetched.checked()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 65_536, 100_001, 299_999})
  void aBrokenFetchGoesOnWhereItStopped(int after) throws IOException {
    for (RemoteFile file : List.of(known("/a.bin"), unknown())) {
      breakOff(file, after);
      Fetched fetched = fetch(file);

      assertWhole(fetched);
      assertThat(fetched.how()).isEqualTo(Fetched.How.RESUMED);
      assertThat(server.asked).hasSize(1).first().asString().matches("bytes=[1-9]\\d*-");
      Files.delete(fetched.path());
      server.asked.clear();
    }
  }

  @Test
  void theRestIsTakenFromAnotherAddressIfTheChecksumIsKnown() throws IOException {
    breakOff(known("/a.bin"), 100_000);
    server.put("/mirror/a.bin", CONTENT);
    Fetched fetched = fetch(known("/gone.bin", "/mirror/a.bin"));

    assertWhole(fetched);
    assertThat(fetched.how()).isEqualTo(Fetched.How.RESUMED);
  }

  @Test
  void aServerWithoutRangesSendsTheWholeFileAgain() throws IOException {
    breakOff(known("/a.bin"), 100_000);
    server.ranges = false;
    Fetched fetched = fetch(known("/a.bin"));

    assertWhole(fetched);
    assertThat(fetched.how()).isEqualTo(Fetched.How.WHOLE);
  }

  @Test
  void theRestOfAnotherVersionIsNeverGluedOn() throws IOException {
    byte[] newer = content(2, CONTENT.length);
    breakOff(unknown(), 100_000);
    server.put("/a.bin", newer);
    server.version = "\"two\"";
    Fetched fetched = fetch(unknown());

    assertThat(fetched.path()).hasBinaryContent(newer);
    assertThat(fetched.how()).isEqualTo(Fetched.How.WHOLE);
  }

  @Test
  void aWrongBeginningIsDroppedOnceItIsSeen() throws IOException {
    byte[] other = content(3, CONTENT.length);
    server.put("/a.bin", other);
    breakOff(known("/a.bin"), 100_000);
    server.put("/a.bin", CONTENT);
    Fetched fetched = fetch(known("/a.bin"));

    assertWhole(fetched);
    assertThat(fetched.how()).isEqualTo(Fetched.How.WHOLE);
  }

  @Test
  void aFileWithAnotherChecksumIsRefusedAndDropped() {
    byte[] other = content(4, CONTENT.length);
    server.put("/a.bin", other);
    assertThatThrownBy(() -> fetch(known("/a.bin")))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "fetch a.bin: no address gave the file (%s: what came has the SHA-256 %s but the file has %s); check the network and the proxy, then run the same command again",
            server.address("/a.bin"), sha256(other), sha256(CONTENT));
    assertThat(folder.resolve("set/a.bin")).doesNotExist();
    assertThat(folder.resolve("set/.part")).doesNotExist();
  }

  @Test
  void aFileOfAnotherLengthIsRefusedBeforeItIsTaken() {
    server.put("/a.bin", content(5, 7));
    assertThatThrownBy(() -> fetch(known("/a.bin")))
        .hasMessageContaining("the server's file has 7 bytes but this one has 300,000");
  }

  @Test
  void theNextAddressIsTriedAndEachReasonIsTold() throws IOException {
    assertWhole(fetch(known("/gone.bin", "/a.bin")));
    Files.delete(folder.resolve("set/a.bin"));

    RemoteFile gone = known("/gone.bin", "/lost.bin");
    assertThatThrownBy(() -> fetch(gone))
        .hasMessage(
            "fetch a.bin: no address gave the file (%s: status 404 Not Found; %s: status 404 Not Found); check the network and the proxy, then run the same command again",
            server.address("/gone.bin"), server.address("/lost.bin"));
  }

  @Test
  void withoutANetworkTheMessageSaysSoAndHowToGoOn() throws IOException {
    breakOff(known("/a.bin"), 100_000);
    long there = Files.size(folder.resolve("set/.part/a.bin"));
    int free;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    String nowhere = "http://127.0.0.1:%d/a.bin".formatted(free);
    RemoteFile file = RemoteFile.of("a.bin", CONTENT.length, sha256(CONTENT), nowhere);
    assertThatThrownBy(() -> fetch(file))
        .hasMessage(
            "fetch a.bin: no address gave the file (%s: the connection is refused); check the network and the proxy, then run the same command again; it will continue after the %,d bytes that are here",
            nowhere, there);
  }

  @Test
  void aHostThatIsNotFoundIsTold() {
    RemoteFile file = RemoteFile.of("a.bin", "http://no-such-host.invalid/a.bin");
    assertThatThrownBy(() -> fetch(file))
        .hasMessage(
            "fetch a.bin: no address gave the file (http://no-such-host.invalid/a.bin: the host is not found); check the network and the proxy, then run the same command again");
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    server.redirect("/here", "/there");
    server.redirect("/there", server.address("/a.bin").toString());
    assertWhole(fetch(known("/here")));
    Files.delete(folder.resolve("set/a.bin"));

    server.redirect("/round", "/round");
    assertThatThrownBy(() -> fetch(known("/round"))).hasMessageContaining("more than 10 redirects");
    server.redirect("/out", "file:///etc/passwd");
    assertThatThrownBy(() -> fetch(known("/out")))
        .hasMessageContaining("a redirect to file:///etc/passwd, which is not followed");
  }

  @Test
  void anotherFileOfThisNameIsLeftAlone() throws IOException {
    Path there = folder.resolve("set/a.bin");
    Files.createDirectories(folder.resolve("set"));
    Files.writeString(there, "mine");
    assertThatThrownBy(() -> fetch(known("/a.bin")))
        .hasMessage(
            "fetch a.bin: %s exists but is another file (SHA-256 %s, this one has %s); move it away or choose another folder",
            there,
            sha256("mine".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            sha256(CONTENT));
    assertThat(there).hasContent("mine");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void twoFetchesOfOneFileDoNotMix() {
    try (PartFile held = PartFile.open(folder.resolve("set"), "a.bin")) {
      assertThat(held.length()).isZero();
      assertThatThrownBy(() -> fetch(known("/a.bin")))
          .hasMessage(
              "fetch a.bin: another program is fetching it into %s now; wait for it, or choose another folder",
              folder.resolve("set"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsTold() throws IOException {
    Path blocked = Files.writeString(folder.resolve("set"), "a file");
    assertThatThrownBy(() -> fetch(known("/a.bin")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "fetch a.bin: %s cannot be read and written (", blocked.resolve(".part/a.bin"))
        .hasMessageEndingWith("check the rights and the free space, or choose another folder");
  }

  @Test
  void namesAndAddressesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> RemoteFile.of("../a", "http://x.invalid/a"))
        .hasMessage("file: the name is '../a' but may hold only letters, digits, '.', '_' and '-'");
    assertThatThrownBy(() -> RemoteFile.of("a", "file:///etc/passwd"))
        .hasMessage(
            "file: a has the addresses [file:///etc/passwd] but needs one or more that begin with http:// or https://");
    URI address = URI.create("http://x.invalid/a");
    assertThatThrownBy(
            () -> new RemoteFile("a", List.of(address), OptionalLong.empty(), Optional.of("12")))
        .hasMessage("file: the SHA-256 of a is '12' but must be 64 digits from 0-9 and a-f");
  }
}
