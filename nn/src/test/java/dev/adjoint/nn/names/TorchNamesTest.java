package dev.adjoint.nn.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Makes `docs/pytorch-names.md` from the names of PyTorch, the rules of [OurName] and the file
/// `ours.txt`, and compares it with the page. `-Dadjoint.write=true` writes the page.
class TorchNamesTest {

  private static final List<String> SECTIONS =
      List.of(
          "nn",
          "nn.functional",
          "nn.init",
          "optim",
          "optim.lr_scheduler",
          "torch",
          "linalg",
          "fft");

  /// What a name of PyTorch is here: a name and a remark, or the reason why it is not there.
  private record Answer(String ours, String remark) {
    boolean there() {
      return !ours.isEmpty();
    }
  }

  @Test
  void everyNameOfPyTorchHasAnAnswerAndThePageShowsIt() throws IOException {
    Map<String, Answer> answers = answers();
    String page = page(answers);
    Path file = root().resolve("docs/pytorch-names.md");
    if (Boolean.getBoolean("adjoint.write")) {
      Files.writeString(file, page);
    }
    assertThat(page)
        .as("docs/pytorch-names.md; write it anew with -Dadjoint.write=true")
        .isEqualTo(Files.exists(file) ? Files.readString(file) : "");
    long layers = answers.keySet().stream().filter(name -> section(name).equals("nn")).count();
    long ours =
        answers.entrySet().stream()
            .filter(entry -> section(entry.getKey()).equals("nn") && entry.getValue().there())
            .count();
    assertThat(ours).isGreaterThanOrEqualTo(Math.ceilDiv(layers * 95, 100));
  }

  private static Map<String, Answer> answers() throws IOException {
    List<String[]> given = given();
    Map<String, Answer> answers = new LinkedHashMap<>();
    List<String> open = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    for (String name : lines("torch.txt")) {
      Optional<String> spelled = OurName.bySpelling(name);
      Optional<Answer> written =
          given.stream()
              .filter(line -> fits(line[0], name))
              .findFirst()
              .map(line -> new Answer(line[1], line[2]));
      if (written.isPresent() && written.get().there()) {
        if (!OurName.exists(written.get().ours())) {
          wrong.add("%s = %s".formatted(name, written.get().ours()));
        }
        answers.put(name, written.get());
      } else if (spelled.isPresent()) {
        answers.put(name, new Answer(spelled.get(), ""));
      } else if (written.isPresent()) {
        answers.put(name, written.get());
      } else {
        open.add(name);
      }
    }
    assertThat(wrong).as("names in ours.txt that are not there").isEmpty();
    assertThat(open).as("names without an answer; add them to ours.txt").isEmpty();
    return answers;
  }

  private static boolean fits(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : pattern.equals(name);
  }

  /// Lines `name = ours; remark` or `name ! reason`; several names are set apart by blanks.
  private static List<String[]> given() throws IOException {
    List<String[]> given = new ArrayList<>();
    for (String line : lines("ours.txt")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      boolean there = line.contains(" = ");
      String[] sides = line.split(there ? " = " : " ! ", 2);
      String[] rest = sides[1].split("; ", 2);
      for (String name : sides[0].strip().split(" +", -1)) {
        given.add(
            there
                ? new String[] {name, rest[0], rest.length > 1 ? rest[1] : ""}
                : new String[] {name, "", sides[1]});
      }
    }
    return given;
  }

  private static List<String> lines(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(TorchNamesTest.class.getResourceAsStream(file), file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static String section(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String page(Map<String, Answer> answers) {
    StringBuilder text =
        new StringBuilder(
            """
            # PyTorch's names

            What the classes and functions of PyTorch 2.13 are called here. A program makes this page from PyTorch's list of names and from the
            classes and methods that there are (`TorchNamesTest`), so it can't drift. Names follow one rule, [Java's case](decisions/0019-names-in-tensor.md);
            where a row needs more words, it has them. In-place versions (`add_`) are left out, because tensors don't change.

            | part of PyTorch | names | here |
            |---|---|---|
            """);
    for (String section : SECTIONS) {
      List<Map.Entry<String, Answer>> all = of(section, answers);
      long there = all.stream().filter(entry -> entry.getValue().there()).count();
      text.append(
          "| `%s` | %d | %d (%d %%) |%n"
              .formatted(title(section), all.size(), there, 100 * there / all.size()));
    }
    for (String section : SECTIONS) {
      write(text, section, of(section, answers));
    }
    return text.toString();
  }

  private static String title(String section) {
    return section.equals("torch") ? "torch" : "torch." + section;
  }

  private static List<Map.Entry<String, Answer>> of(String section, Map<String, Answer> answers) {
    return answers.entrySet().stream()
        .filter(entry -> section(entry.getKey()).equals(section))
        .toList();
  }

  private static void write(
      StringBuilder text, String section, List<Map.Entry<String, Answer>> all) {
    text.append("%n## %s%n%n| PyTorch | here | |%n|---|---|---|%n".formatted(title(section)));
    Map<String, List<String>> missing = new LinkedHashMap<>();
    for (Map.Entry<String, Answer> entry : all) {
      String name = entry.getKey().substring(section.length() + 1);
      Answer answer = entry.getValue();
      if (answer.there()) {
        text.append("| `%s` | `%s` | %s |%n".formatted(name, answer.ours(), answer.remark()));
      } else {
        missing
            .computeIfAbsent(answer.remark(), _ -> new ArrayList<>())
            .add("`%s`".formatted(name));
      }
    }
    if (!missing.isEmpty()) {
      text.append("\nNot here:\n\n".formatted());
      missing.forEach(
          (reason, names) -> text.append("- %s: %s%n".formatted(reason, String.join(", ", names))));
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("docs/from-pytorch.md"))) {
      folder = Objects.requireNonNull(folder.getParent(), "a folder above with docs");
    }
    return folder;
  }
}
