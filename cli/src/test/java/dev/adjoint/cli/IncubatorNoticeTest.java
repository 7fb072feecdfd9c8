package dev.adjoint.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The JVM's notice is left out, and not a byte of anything else.
final class IncubatorNoticeTest {

  private static final String LINE = "WARNING: Using incubator modules: jdk.incubator.vector";

  @ParameterizedTest
  @CsvSource({
    "'@|', ''",
    "'@', ''",
    "'@|error|', 'error|'",
    "'one|@|two|', 'one|two|'",
    "'@, another.module|', '@, another.module|'",
    "'x@|', 'x@|'",
    "'WARNING: Using', 'WARNING: Using'",
    "'WARNING: Other|@|', 'WARNING: Other|'",
    "'|@|ü|', '|ü|'",
    "'@|@|end', 'end'"
  })
  void onlyTheNoticeIsLeftOut(String from, String to) throws IOException {
    var out = new ByteArrayOutputStream();
    IncubatorNotice.copyWithout(new ByteArrayInputStream(bytes(from)), out);
    assertThat(out.toByteArray()).asString(UTF_8).isEqualTo(new String(bytes(to), UTF_8));
  }

  private static byte[] bytes(String text) {
    return text.replace("@", LINE).replace('|', '\n').getBytes(UTF_8);
  }
}
