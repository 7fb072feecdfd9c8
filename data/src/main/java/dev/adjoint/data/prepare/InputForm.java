package dev.adjoint.data.prepare;

import dev.adjoint.tensor.Shape;
import java.util.List;

/// What one prepared sample is to a network. Each kind of network says which forms it can read.
public sealed interface InputForm {

  /// The shape of one sample.
  Shape shape();

  /// The form in words, for messages, such as `images of 3 × 32 × 32`.
  String describe();

  /// Numbers without an order that a network could use, such as the columns of a table; F32.
  ///
  /// @param shape the shape of one sample
  record Numbers(Shape shape) implements InputForm {

    @Override
    public String describe() {
      return "%d numbers".formatted(shape.count());
    }
  }

  /// Numbers, and after them the indices of categories that a network looks up in tables of
  /// vectors; all F32.
  ///
  /// @param numbers how many numbers
  /// @param sizes how many different indices each of the columns after them has
  record Columns(int numbers, List<Integer> sizes) implements InputForm {

    /// Copies the list.
    public Columns {
      sizes = List.copyOf(sizes);
    }

    @Override
    public Shape shape() {
      return Shape.of(numbers + sizes.size());
    }

    @Override
    public String describe() {
      return "%d numbers and %d columns of many categories".formatted(numbers, sizes.size());
    }
  }

  /// An image, F32.
  ///
  /// @param shape `[height, width]` for grey, or `[channels, height, width]`
  record Image(Shape shape) implements InputForm {

    /// The number of channels; 1 where the shape has no axis for them.
    public int channels() {
      return shape.rank() == 3 ? shape.size(0) : 1;
    }

    /// The number of rows.
    public int height() {
      return shape.size(shape.rank() - 2);
    }

    /// The number of columns.
    public int width() {
      return shape.size(shape.rank() - 1);
    }

    @Override
    public String describe() {
      return "images of %d × %d × %d".formatted(channels(), height(), width());
    }
  }

  /// A sequence of tokens, I64, each in [0, vocabulary).
  ///
  /// @param length how many
  /// @param vocabulary how many different ones
  record Tokens(int length, int vocabulary) implements InputForm {

    @Override
    public Shape shape() {
      return Shape.of(length);
    }

    @Override
    public String describe() {
      return "texts of %d tokens".formatted(length);
    }
  }

  /// Columns of a table and, after them, the tokens of a text; all F32, which holds each index up
  /// to 2²⁴.
  ///
  /// @param columns the columns
  /// @param tokens the text
  record TextTable(Columns columns, Tokens tokens) implements InputForm {

    @Override
    public Shape shape() {
      return Shape.of(columns.shape().size(0) + tokens.length());
    }

    @Override
    public String describe() {
      return "%s beside %s".formatted(tokens.describe(), columns.describe());
    }
  }

  /// A user and an item, I64: the index of each, 0 for an unknown one.
  ///
  /// @param users how many different indices of users
  /// @param items how many different indices of items
  record Interaction(int users, int items) implements InputForm {

    @Override
    public Shape shape() {
      return Shape.of(2);
    }

    @Override
    public String describe() {
      return "%,d users and %,d items".formatted(users - 1, items - 1);
    }
  }

  /// A sequence of tokens, I64, each in [0, vocabulary), whose next token is to be predicted at
  /// every position.
  ///
  /// @param context how many tokens a sample has
  /// @param vocabulary how many different ones
  record Continuation(int context, int vocabulary) implements InputForm {

    @Override
    public Shape shape() {
      return Shape.of(context);
    }

    @Override
    public String describe() {
      return "running text, %d tokens at a time".formatted(context);
    }
  }

  /// The past of a series and what is known about its future, F32: for each step the same channels,
  /// of which the first is the value, 0 in the future.
  ///
  /// @param past how many steps back a sample reaches
  /// @param future how many steps are to be forecast
  /// @param channels how many numbers each step has
  record History(int past, int future, int channels) implements InputForm {

    @Override
    public Shape shape() {
      return Shape.of(past + future, channels);
    }

    @Override
    public String describe() {
      return "%d steps back and %d ahead, with %d numbers each".formatted(past, future, channels);
    }
  }
}
