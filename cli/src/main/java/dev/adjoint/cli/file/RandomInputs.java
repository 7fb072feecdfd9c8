package dev.adjoint.cli.file;

import dev.adjoint.data.prepare.InputForm;
import dev.adjoint.tensor.Shape;
import dev.adjoint.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;

/// Random samples in the form that a network reads, to trace it or to compare it with a copy.
public final class RandomInputs {

  private RandomInputs() {}

  /// So many samples; the same number gives the same samples.
  public static Tensor of(InputForm form, int count) {
    SplittableRandom random = new SplittableRandom(count);
    int[] sizes = new int[form.shape().rank() + 1];
    sizes[0] = count;
    System.arraycopy(form.shape().toArray(), 0, sizes, 1, sizes.length - 1);
    Shape shape = Shape.of(sizes);
    return switch (form) {
      case InputForm.Numbers _, InputForm.Image _, InputForm.History _ ->
          Tensor.normal(shape, 0, 1, random);
      case InputForm.TextTable both -> {
        Tensor columns = of(both.columns(), count);
        yield Tensor.concat(1, columns, of(both.tokens(), count).to(columns.elementType()));
      }
      case InputForm.Columns(int numbers, List<Integer> categories) -> {
        Tensor[] columns = new Tensor[1 + categories.size()];
        columns[0] = Tensor.normal(Shape.of(count, numbers), 0, 1, random);
        for (int i = 0; i < categories.size(); i++) {
          columns[i + 1] = whole(count, 1, categories.get(i), random).to(columns[0].elementType());
        }
        yield Tensor.concat(1, columns);
      }
      case InputForm.Tokens(int length, int vocabulary) -> whole(count, length, vocabulary, random);
      case InputForm.Continuation(int context, int vocabulary) ->
          whole(count, context, vocabulary, random);
      case InputForm.Interaction(int users, int items) ->
          Tensor.concat(1, whole(count, 1, users, random), whole(count, 1, items, random));
    };
  }

  private static Tensor whole(int rows, int columns, int below, SplittableRandom random) {
    long[] numbers = random.longs((long) rows * columns, 0, below).toArray();
    return Tensor.of(numbers, Shape.of(rows, columns));
  }
}
