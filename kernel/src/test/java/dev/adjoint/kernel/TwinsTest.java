package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A definition exists twice, for F32 in `Float…` and for F64 in `Double…`. The two files of a pair
/// are the same code: token for token, but for the element type, its casts, its literals and the
/// functions of its library.
class TwinsTest {

  /// Pairs whose F32 file is written differently, each with the reason.
  private static final Map<String, String> DIFFERENT =
      Map.of(
          "Math", "F32 has polynomials of our own, F64 mostly takes StrictMath",
          "Unary", "F32 has a loop for each function, which is faster; F64 maps a lambda",
          "Binary", "F32 has a loop for each function, which is faster; F64 zips with a lambda",
          "Activation", "F32 has the polynomials and tails of its own functions");

  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/|//[^\\n]*", Pattern.DOTALL);
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]*;");
  private static final Pattern CAST = Pattern.compile("\\((?:float|double)\\)");
  private static final String NUMBER =
      "(?:0[xX][\\da-fA-F_.]+(?:[pP][+-]?\\d+)?|\\d[\\d_.]*(?:[eE][+-]?\\d+)?)";
  private static final Pattern TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_$][\\w$]*|" + NUMBER + "[fFdDlL]?|\\S");
  private static final Pattern SUFFIX = Pattern.compile("(" + NUMBER + ")[fFdD]");

  /// The tokens of a file as they would be for F64.
  static List<String> normalized(String source) {
    String code = COMMENT.matcher(source).replaceAll(" ");
    code = IMPORT.matcher(code).replaceAll(" ");
    code = CAST.matcher(code).replaceAll(" ");
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(code);
    while (matcher.find()) {
      String token = matcher.group();
      if (token.equals("public") || token.equals("private")) {
        continue;
      }
      Matcher suffix = SUFFIX.matcher(token);
      String number = suffix.matches() ? suffix.group(1) : token;
      tokens.add(
          number
              .replace("StrictMath", "DoubleMath")
              .replace("float", "double")
              .replace("Float", "Double")
              .replace("FLOAT", "DOUBLE"));
    }
    return tokens;
  }

  /// The paths of all pairs, F32 to F64, by the part of the name that they share.
  private static Map<String, Path[]> pairs() throws IOException {
    Path root = Path.of("src/main/java/dev/adjoint/kernel");
    Path sources = Files.isDirectory(root) ? root : Path.of("kernel").resolve(root);
    Map<String, Path[]> pairs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith("Float") && name.endsWith(".java")) {
          Path other = file.resolveSibling("Double" + name.substring(5));
          if (Files.exists(other)) {
            pairs.put(name.substring(5, name.length() - 5), new Path[] {file, other});
          }
        }
      }
    }
    return pairs;
  }

  @Test
  void theFilesOfAPairAreTheSameCode() throws IOException {
    Map<String, Path[]> pairs = pairs();
    assertThat(pairs).hasSizeGreaterThanOrEqualTo(15);
    for (Map.Entry<String, Path[]> pair : pairs.entrySet()) {
      List<String> single = normalized(Files.readString(pair.getValue()[0]));
      List<String> twice = normalized(Files.readString(pair.getValue()[1]));
      if (DIFFERENT.containsKey(pair.getKey())) {
        assertThat(single)
            .as("%s is a twin by now: take it off the list", pair.getKey())
            .isNotEqualTo(twice);
      } else {
        assertThat(twice)
            .as("Double%s against Float%s: change both alike", pair.getKey(), pair.getKey())
            .isEqualTo(single);
      }
    }
    assertThat(pairs.keySet()).containsAll(DIFFERENT.keySet());
  }

  @Test
  void onlyTypesCastsLiteralsAndCommentsMayDiffer() {
    List<String> single =
        normalized(
            "import a.B;\nfinal class FloatX { // F32\n float y = (float) (1f + 0.5e-3f); }");
    assertThat(normalized("final class DoubleX { private double y = (1 + 0.5e-3); }"))
        .isEqualTo(single);
    assertThat(normalized("final class DoubleX { double y = (2 + 0.5e-3); }")).isNotEqualTo(single);
    assertThat(normalized("final class DoubleX { double y = (1 - 0.5e-3); }")).isNotEqualTo(single);
    assertThat(normalized("final class DoubleX { double z = (1 + 0.5e-3); }")).isNotEqualTo(single);
  }
}
