package dev.adjoint.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetTest {
  private static DataSet classes(long... labels) {
    return new DataSet(
        Tensor.of(new float[labels.length * 2], Shape.of(labels.length, 2)),
        Tensor.of(labels, Shape.of(labels.length)),
        List.of("cat", "dog"),
        List.of("x", "y"));
  }

  @Test
  void theTaskFollowsFromTheClasses() {
    assertThat(classes(0, 1).task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(classes(0, 1).task()).hasToString("classification");
    assertThat(classes(0, 1, 1).count()).isEqualTo(3);
    assertThat(classes(0, 1).featureShape()).isEqualTo(Shape.of(2));
  }

  @Test
  void splittingClassesIsStratified() {
    Split split = classes(0, 0, 0, 0, 1, 1, 1, 1).split(0.25, RandomStream.of(1, "split"));
    assertThat(split.validation().target().toLongArray()).containsExactly(0, 1);
    assertThat(split.training().target().toLongArray()).containsExactly(0, 0, 0, 1, 1, 1);
  }

  @Test
  void aLabelWithoutAClassIsRefused() {
    assertThatThrownBy(() -> classes(0, 2))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "data set: labels must lie in 0 … 1 for 2 classes but sample 1 has label 2; number the classes from 0");
  }

  @Test
  void featuresWithoutTheAxisOfSamplesAreRefused() {
    assertThatThrownBy(() -> DataSet.of(Tensor.scalar(1f), Tensor.of(1f)))
        .hasMessage(
            "data set: features must have shape [N, …] but is a single number; add the axis of the samples");
  }

  @Test
  void aTargetOfAnotherLengthIsRefused() {
    assertThatThrownBy(
            () -> new DataSet(Tensor.zeros(3, 2), Tensor.zeros(2, 1), List.of(), List.of("x", "y")))
        .hasMessage(
            "data set: target [2, 1] has 2 samples but features [3, 2] has 3; give one of each for each sample");
  }

  @Test
  void aClassSeenInValidationAloneIsRefused() {
    assertThatThrownBy(() -> new Split(three(0, 0, 1), three(0, 2, 2)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "split: class 'fox' occurs in the validation samples (2 of them, the first is sample 2) but never in training; add samples of it to the training data, or remove them here");
  }

  private static DataSet three(long... labels) {
    return new DataSet(
        Tensor.zeros(labels.length, 2),
        Tensor.of(labels, Shape.of(labels.length)),
        List.of("cat", "dog", "fox"),
        List.of("x", "y"));
  }

  @Test
  void trainingOnOneClassIsRefused() {
    assertThatThrownBy(() -> new Split(classes(1, 1, 1), classes(1)))
        .hasMessage(
            "split: all 3 training samples are of one class ('dog'); two classes or more are needed to learn to tell them apart");
  }

  @Test
  void anEmptyValidationPartIsRefused() {
    assertThatThrownBy(() -> classes(0, 1).split(0.5, RandomStream.of(1, "split")))
        .hasMessage(
            "split: no sample is left to validate on, every class has a single one; add samples of each class");
  }

  @Test
  void classesWithoutValidationSamplesAreKnown() {
    assertThat(new Split(classes(0, 1), classes(0)).unvalidated()).containsExactly("dog");
    assertThat(new Split(classes(0, 1), classes(0, 1)).unvalidated()).isEmpty();
  }

  @Test
  void partsOfDifferentKindsAreRefused() {
    DataSet wide =
        new DataSet(
            Tensor.zeros(2, 3),
            Tensor.of(new long[] {0, 1}, Shape.of(2)),
            List.of("cat", "dog"),
            List.of("x", "y", "z"));
    assertThatThrownBy(() -> new Split(classes(0, 1), wide))
        .hasMessage(
            "split: samples to train on have shape [2] but samples to validate on have [3]; use data of one kind");
    assertThatThrownBy(() -> new Split(classes(0, 1), three(0, 1)))
        .hasMessage(
            "split: the classes to train on (cat, dog) are not those to validate on (cat, dog, fox); use data of one kind");
  }
}
