package dev.adjoint.explain.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.explain.lesson.model.SmallNet;
import dev.adjoint.explain.trace.TracedModels;
import dev.adjoint.models.ResNet;
import dev.adjoint.models.SmallCnn;
import dev.adjoint.models.language.GptModel;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.plot.picture.Box;
import dev.adjoint.plot.picture.Color;
import dev.adjoint.plot.picture.Mark;
import dev.adjoint.plot.picture.Picture;
import dev.adjoint.tensor.ElementType;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PicturesTest {

  static Picture lesson() {
    return Pictures.graph(TracedModels.lesson().step(new Sgd(0.1)), "Lesson 1", 40);
  }

  static Picture cnn() {
    return Pictures.graph(
        TracedModels.convolutional().step(new Sgd(0.1)), "A network for digits", 40);
  }

  static Picture resNet() {
    return Pictures.graph(
        ResNet.of(3, 20, 16, 10, new Random(1)),
        Tensor.zeros(Shape.of(1, 3, 32, 32)),
        "ResNet-20",
        40);
  }

  static Picture gpt() {
    return Pictures.graph(
        GptModel.of(65, 32, 64, 4, 4, 0.1, new Random(1)),
        Tensor.zeros(Shape.of(1, 32)).to(ElementType.I64),
        "GPT with 4 blocks",
        40);
  }

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of("lesson", lesson()),
        Arguments.of("cnn", cnn()),
        Arguments.of("resnet", resNet()),
        Arguments.of("gpt", gpt()),
        Arguments.of(
            "small cnn",
            Pictures.graph(
                SmallCnn.of(1, 8, 2, 0.1, 10, new Random(1)),
                Tensor.zeros(Shape.of(1, 1, 28, 28)))),
        Arguments.of(
            "gpt in six nodes",
            Pictures.graph(
                GptModel.of(65, 32, 64, 4, 4, 0.1, new Random(1)),
                Tensor.zeros(Shape.of(1, 32)).to(ElementType.I64),
                "",
                6)),
        Arguments.of("lstm", Pictures.graph(TracedModels.recurrent().trace(), "", 20)));
  }

  @ParameterizedTest
  @MethodSource("pictures")
  void noTextLiesOnAnotherAndNothingIsCutOff(String name, Picture picture) {
    List<Word> words = new ArrayList<>();
    collect(picture.marks(), 0, 0, words);
    assertThat(words).hasSizeGreaterThan(6);
    Box canvas = new Box(0, 0, picture.width(), picture.height());
    for (int i = 0; i < words.size(); i++) {
      assertThat(canvas.contains(words.get(i).box())).as(words.get(i).text()).isTrue();
      for (int j = i + 1; j < words.size(); j++) {
        assertThat(words.get(i).box().overlaps(words.get(j).box()))
            .as("%s: %s | %s", name, words.get(i).text(), words.get(j).text())
            .isFalse();
      }
    }
    assertThat(words.stream().map(Word::text).filter(text -> text.endsWith("…")))
        .as(name)
        .allMatch(text -> text.endsWith(", …"));
  }

  private record Word(String text, Box box) {}

  private static void collect(List<Mark> marks, double dx, double dy, List<Word> words) {
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Text text -> {
          double width = text.lettering().width(text.text());
          double left =
              switch (text.align()) {
                case START -> 0;
                case MIDDLE -> -width / 2;
                case END -> -width;
              };
          double height = text.lettering().capHeight();
          words.add(
              new Word(
                  text.text(),
                  new Box(text.at().x() + left + dx, text.at().y() - height + dy, width, height)));
        }
        case Mark.Group(var inner, var _) -> collect(inner, dx, dy, words);
        case Mark.Shifted(double x, double y, var inner) -> collect(inner, dx + x, dy + y, words);
        default -> {}
      }
    }
  }

  private static List<String> texts(Picture picture) {
    List<Word> words = new ArrayList<>();
    collect(picture.marks(), 0, 0, words);
    return words.stream().map(Word::text).toList();
  }

  @Test
  void aSmallGraphShowsEveryOperationParameterAndGradient() {
    assertThat(texts(lesson()))
        .contains("input", "hidden.weight", "output.weight", "loss", "1  linear")
        .contains("∂ 1")
        .anyMatch(text -> text.startsWith("‖"));
  }

  @Test
  void aLargeGraphIsFoldedByLayerInFramesOfTheirLayers() {
    assertThat(texts(resNet()))
        .contains("input", "answer")
        .anyMatch(text -> text.contains("operations") || text.contains(": "));
    assertThat(resNet().description()).contains(" in ").contains(" parameters.");
    assertThat(texts(gpt())).anyMatch(text -> text.endsWith("h.3"));
    assertThat(GraphNodes.count(texts(gpt()))).isLessThanOrEqualTo(40);
  }

  private static final class GraphNodes {
    static long count(List<String> texts) {
      return texts.stream().filter(text -> text.matches("\\d+  .*")).count();
    }
  }

  @Test
  void theDarkPictureHasTheSameTextsOnADarkPage() {
    Picture picture = cnn();
    Picture dark = picture.dark();
    assertThat(texts(dark)).isEqualTo(texts(picture));
    Mark.Rectangle page = (Mark.Rectangle) dark.marks().getFirst();
    assertThat(page.fill()).isEqualTo(Color.of(0x14181D));
    for (Color color : colors(dark.marks())) {
      assertThat(color.lightness()).as(color.toHex()).isGreaterThan(0.6);
    }
  }

  /// The colours of all texts.
  private static List<Color> colors(List<Mark> marks) {
    List<Color> colors = new ArrayList<>();
    for (Mark mark : marks) {
      switch (mark) {
        case Mark.Text text -> colors.add(text.lettering().color());
        case Mark.Group(var inner, var _) -> colors.addAll(colors(inner));
        case Mark.Shifted(double _, double _, var inner) -> colors.addAll(colors(inner));
        default -> {}
      }
    }
    return colors;
  }

  @Test
  void theSameModelGivesTheSameBytes() {
    assertThat(resNet().toSvg()).isEqualTo(resNet().toSvg());
  }

  @Test
  void whatCannotBeDrawnIsRefusedInWords() {
    assertThatThrownBy(() -> Pictures.graph(SmallNet.start(), SmallNet.INPUT, "", 3))
        .hasMessage("draw: 3 nodes are allowed but a graph needs at least 4; 40 are usual");
    assertThatThrownBy(() -> Pictures.graph((x, _) -> x, SmallNet.INPUT))
        .hasMessage(
            "draw: the model computes its answer without any operation; give a model that computes something from its input");
  }
}
