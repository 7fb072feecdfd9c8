package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The stack of the pickle machine with its marks, and its memo of numbered values.
final class PickleStack {

  private final PickleSource source;
  private final List<PickleObject> objects = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, PickleObject> memory = new HashMap<>();

  PickleStack(PickleSource source) {
    this.source = source;
  }

  void push(PickleObject object) {
    objects.add(object);
  }

  PickleObject pop() throws FormatException {
    PickleObject top = peek();
    objects.removeLast();
    return top;
  }

  PickleObject peek() throws FormatException {
    int floor = marks.isEmpty() ? 0 : marks.getLast();
    if (objects.size() <= floor) {
      throw source.failure("a value is popped from an empty stack");
    }
    return objects.getLast();
  }

  void mark() {
    marks.add(objects.size());
  }

  /// Takes everything above the last mark, and the mark.
  List<PickleObject> toMark() throws FormatException {
    if (marks.isEmpty()) {
      throw source.failure("values are popped up to a mark that is missing");
    }
    List<PickleObject> above = objects.subList(marks.removeLast(), objects.size());
    List<PickleObject> taken = new ArrayList<>(above);
    above.clear();
    return taken;
  }

  /// Drops a value, or the mark if it is on top.
  void drop() throws FormatException {
    if (!marks.isEmpty() && marks.getLast() == objects.size()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  void duplicate() throws FormatException {
    push(peek());
  }

  void remember(long number) throws FormatException {
    memory.put(number, peek());
  }

  void rememberNext() throws FormatException {
    remember(memory.size());
  }

  void recall(long number) throws FormatException {
    PickleObject remembered = memory.get(number);
    if (remembered == null) {
      throw source.failure("the value number %d is used but was never stored".formatted(number));
    }
    push(remembered);
  }
}
