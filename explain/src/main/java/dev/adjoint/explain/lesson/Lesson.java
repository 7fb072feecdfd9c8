package dev.adjoint.explain.lesson;

import dev.adjoint.explain.lesson.automatic.TwoWeights;
import dev.adjoint.explain.lesson.automatic.UserModel;
import dev.adjoint.explain.lesson.byhand.Errata;
import dev.adjoint.explain.lesson.byhand.HandNetwork;
import dev.adjoint.explain.lesson.byhand.ScalarGraph;
import dev.adjoint.explain.lesson.layers.Descents;
import dev.adjoint.explain.lesson.layers.DigitsTraining;
import dev.adjoint.explain.lesson.layers.HandLayers;
import dev.adjoint.explain.lesson.layers.Iterations;
import dev.adjoint.explain.lesson.layers.Losses;
import dev.adjoint.explain.lesson.layers.NetGradient;
import dev.adjoint.explain.lesson.layers.NumericalDerivative;
import dev.adjoint.explain.lesson.layers.Purchase;
import dev.adjoint.explain.lesson.matrices.LinearLayers;
import dev.adjoint.explain.lesson.matrices.MatrixPerceptron;
import dev.adjoint.explain.lesson.signal.ChainRule;
import dev.adjoint.explain.lesson.signal.ErrorSignal;
import dev.adjoint.explain.lesson.signal.LongDescent;
import dev.adjoint.explain.lesson.signal.Roles;
import dev.adjoint.explain.lesson.working.LessonWords;
import dev.adjoint.explain.lesson.working.Sheet;
import dev.adjoint.explain.lesson.working.Working;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The five lessons.
public enum Lesson {
  /// Forward, backward, one update by hand.
  BY_HAND(1, HandNetwork::write, ScalarGraph::write, Errata::write),
  /// Losses, numerical differentiation, descent, layers with forward and backward.
  LAYERS(
      2,
      Losses::write,
      NumericalDerivative::write,
      NetGradient::write,
      Descents::write,
      Iterations::write,
      Purchase::write,
      HandLayers::write,
      DigitsTraining::write),
  /// Descent and the flow of the error signal.
  ERROR_SIGNAL(3, LongDescent::write, Roles::write, ChainRule::write, ErrorSignal::write),
  /// The same computations by automatic differentiation.
  AUTOMATIC(4, TwoWeights::write, UserModel::write),
  /// Backpropagation of a multilayer perceptron in matrices.
  MATRICES(5, MatrixPerceptron::write, LinearLayers::write);

  private interface Section {
    void write(Sheet sheet);
  }

  private final int number;
  private final List<Section> sections;

  Lesson(int number, Section... sections) {
    this.number = number;
    this.sections = Arrays.asList(sections);
  }

  /// The number of the lesson, from 1.
  public int number() {
    return number;
  }

  /// The lesson with this number, if it exists.
  public static Optional<Lesson> numbered(int number) {
    return Arrays.stream(values()).filter(lesson -> lesson.number == number).findFirst();
  }

  /// The title in the language of `words`.
  public String title(LessonWords words) {
    return words.text("lesson%d.title".formatted(number()));
  }

  /// One sentence that says what the lesson is about.
  public String summary(LessonWords words) {
    return words.text("lesson%d.summary".formatted(number()));
  }

  /// Computes the lesson. The numbers are always the same.
  ///
  /// @param digits a folder with IDX files of digits for the training in lesson 2; without a
  ///   folder, digits are generated
  public Working run(LessonWords words, Optional<Path> digits) {
    Sheet sheet = new Sheet(words, digits);
    sections.forEach(section -> section.write(sheet));
    return new Working(number(), title(words), sheet.parts());
  }
}
