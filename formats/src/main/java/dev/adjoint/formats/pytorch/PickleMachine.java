package dev.adjoint.formats.pytorch;

import dev.adjoint.formats.FormatException;
import dev.adjoint.formats.pytorch.PickleObject.Entries;
import dev.adjoint.formats.pytorch.PickleObject.Items;
import dev.adjoint.formats.pytorch.PickleObject.Name;
import dev.adjoint.formats.pytorch.PickleObject.Value;
import dev.adjoint.formats.pytorch.PyTorchValue.SequenceKind;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Runs a pickle (protocols 0 to 5) and executes nothing.
///
/// A pickle is a program for a stack machine. Python's machine can call any function by its name;
/// this one knows only the names of [AllowedNames], for each of which it builds a value, and
/// refuses all others. No class is loaded and no method is looked up by name.
///
/// Containers may contain themselves and be nested without end, so this class never descends into
/// them; [PickleTree] does, with a limit.
final class PickleMachine {

  private final PickleSource source;
  private final AllowedNames names;
  private final PickleStack stack;
  private long instructions;

  PickleMachine(PickleSource source, AllowedNames names) {
    this.source = source;
    this.names = names;
    this.stack = new PickleStack(source);
  }

  /// Runs until the instruction STOP and returns the tree of the last value.
  PyTorchValue run() throws IOException {
    while (true) {
      instructions++;
      int code = source.next();
      if (code == '.') {
        return new PickleTree(source, instructions).of(stack.pop());
      }
      if (!stackInstruction(code) && !number(code) && !text(code) && !container(code)) {
        named(code);
      }
    }
  }

  private boolean stackInstruction(int code) throws IOException {
    switch (code) {
      case 0x80 -> protocol(source.next());
      case 0x95 -> source.unsigned(8);
      case '(' -> stack.mark();
      case '0' -> stack.drop();
      case '1' -> stack.toMark();
      case '2' -> stack.duplicate();
      case 'q' -> stack.remember(source.next());
      case 'r' -> stack.remember(source.unsigned(4));
      case 'p' -> stack.remember(decimal(source.line()).longValue());
      case 0x94 -> stack.rememberNext();
      case 'h' -> stack.recall(source.next());
      case 'j' -> stack.recall(source.unsigned(4));
      case 'g' -> stack.recall(decimal(source.line()).longValue());
      default -> {
        return false;
      }
    }
    return true;
  }

  private void protocol(int version) throws FormatException {
    if (version > 5) {
      throw source.failure(
          "the pickle has protocol %d but only 0 to 5 can be read".formatted(version));
    }
  }

  private boolean number(int code) throws IOException {
    switch (code) {
      case 'N' -> push(new PyTorchValue.None());
      case 0x88 -> push(new PyTorchValue.Truth(true));
      case 0x89 -> push(new PyTorchValue.Truth(false));
      case 'K' -> whole(source.next());
      case 'M' -> whole(source.unsigned(2));
      case 'J' -> whole(source.signed());
      case 0x8a -> push(littleEndian(source.bytes(source.next())));
      case 0x8b -> push(littleEndian(source.bytes(source.unsigned(4))));
      case 'I' -> {
        String line = source.line();
        push(
            line.equals("01") || line.equals("00")
                ? new PyTorchValue.Truth(line.equals("01"))
                : new PyTorchValue.Whole(decimal(line)));
      }
      case 'L' -> {
        String line = source.line();
        push(
            new PyTorchValue.Whole(
                decimal(line.endsWith("L") ? line.substring(0, line.length() - 1) : line)));
      }
      case 'G' ->
          push(
              new PyTorchValue.Real(
                  Double.longBitsToDouble(new BigInteger(1, source.bytes(8)).longValue())));
      case 'F' -> push(new PyTorchValue.Real(real(source.line())));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void whole(long value) {
    push(PyTorchValue.Whole.of(value));
  }

  private static PyTorchValue littleEndian(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[bytes.length - 1 - i] = bytes[i];
    }
    return new PyTorchValue.Whole(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(reversed));
  }

  private BigInteger decimal(String line) throws FormatException {
    if (line.isEmpty() || line.length() > 1_000) {
      throw source.failure("a whole number has %d digits".formatted(line.length()));
    }
    try {
      return new BigInteger(line);
    } catch (NumberFormatException e) {
      throw source.failure("'%s' is not a whole number".formatted(brief(line)));
    }
  }

  private double real(String line) throws FormatException {
    try {
      return switch (line) {
        case "inf" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        case "nan", "-nan" -> Double.NaN;
        default -> Double.parseDouble(line);
      };
    } catch (NumberFormatException e) {
      throw source.failure("'%s' is not a number".formatted(brief(line)));
    }
  }

  static String brief(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private boolean text(int code) throws IOException {
    switch (code) {
      case 'X' -> push(new PyTorchValue.Text(source.text(source.unsigned(4))));
      case 0x8c -> push(new PyTorchValue.Text(source.text(source.next())));
      case 0x8d -> push(new PyTorchValue.Text(source.text(source.unsigned(8))));
      case 'V' -> push(new PyTorchValue.Text(PickleText.unescapedUnicode(source, source.line())));
      case 'S' -> push(new PyTorchValue.Text(PickleText.unquoted(source, source.line())));
      // Python 2's texts of bytes: names and paths in files of old versions.
      case 'T' -> push(new PyTorchValue.Text(PickleText.latin(source.bytes(source.unsigned(4)))));
      case 'U' -> push(new PyTorchValue.Text(PickleText.latin(source.bytes(source.next()))));
      case 'B' -> bytes(source.bytes(source.unsigned(4)));
      case 'C' -> bytes(source.bytes(source.next()));
      case 0x8e, 0x96 -> bytes(source.bytes(source.unsigned(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void bytes(byte[] bytes) {
    push(new PyTorchValue.Bytes(HexFormat.of().formatHex(bytes)));
  }

  private boolean container(int code) throws IOException {
    switch (code) {
      case '}' -> stack.push(Entries.empty());
      case ']' -> stack.push(Items.of(SequenceKind.LIST));
      case ')' -> stack.push(Items.of(SequenceKind.TUPLE));
      case 0x8f -> stack.push(Items.of(SequenceKind.SET));
      case 't' -> stack.push(new Items(SequenceKind.TUPLE, stack.toMark()));
      case 'l' -> stack.push(new Items(SequenceKind.LIST, stack.toMark()));
      case 0x91 -> stack.push(new Items(SequenceKind.SET, stack.toMark()));
      case 'd' -> {
        List<PickleObject> items = stack.toMark();
        Entries made = Entries.empty();
        put(made, items);
        stack.push(made);
      }
      case 0x85 -> stack.push(tuple(1));
      case 0x86 -> stack.push(tuple(2));
      case 0x87 -> stack.push(tuple(3));
      case 'a' -> {
        PickleObject item = stack.pop();
        list(stack.peek(), SequenceKind.LIST).items().add(item);
      }
      case 'e' -> {
        List<PickleObject> items = stack.toMark();
        list(stack.peek(), SequenceKind.LIST).items().addAll(items);
      }
      case 0x90 -> {
        List<PickleObject> items = stack.toMark();
        list(stack.peek(), SequenceKind.SET).items().addAll(items);
      }
      case 's' -> {
        PickleObject value = stack.pop();
        PickleObject key = stack.pop();
        put(entries(stack.peek()), List.of(key, value));
      }
      case 'u' -> {
        List<PickleObject> items = stack.toMark();
        put(entries(stack.peek()), items);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private Items tuple(int count) throws FormatException {
    List<PickleObject> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.addFirst(stack.pop());
    }
    return new Items(SequenceKind.TUPLE, items);
  }

  private Items list(PickleObject object, SequenceKind kind) throws FormatException {
    if (object instanceof Items items && items.kind() == kind) {
      return items;
    }
    throw source.failure(
        "an item is added to something that is not a " + kind.name().toLowerCase(Locale.ROOT));
  }

  private Entries entries(PickleObject object) throws FormatException {
    if (object instanceof Entries entries) {
      return entries;
    }
    throw source.failure("an entry is added to something that is not a dictionary");
  }

  private void put(Entries entries, List<PickleObject> items) throws FormatException {
    if (items.size() % 2 != 0) {
      throw source.failure("a key of a dictionary has no value");
    }
    for (int i = 0; i < items.size(); i += 2) {
      entries.entries().put(PickleTree.key(source, items.get(i)), items.get(i + 1));
    }
  }

  /// Instructions that name functions and classes, or call them.
  private void named(int code) throws IOException {
    switch (code) {
      case 'c' -> {
        String module = source.line();
        name(module, source.line());
      }
      case 0x93 -> {
        String name = PickleTree.text(source, stack.pop(), "the name of a function");
        name(PickleTree.text(source, stack.pop(), "the module of a function"), name);
      }
      case 'R', 0x81 -> {
        PickleObject arguments = stack.pop();
        call(stack.pop(), arguments);
      }
      case 'b' -> {
        PickleObject state = stack.pop();
        names.build(source, stack.peek(), state);
      }
      case 'Q' -> stack.push(names.persistent(source, stack.pop()));
      default ->
          throw source.failure("the instruction 0x%02x is unknown or not allowed".formatted(code));
    }
  }

  private void name(String module, String name) throws FormatException {
    stack.push(names.find(source, module, name));
  }

  private void call(PickleObject function, PickleObject arguments) throws FormatException {
    if (!(function instanceof Name name)) {
      throw source.failure("something is called that is not a function");
    }
    if (!(arguments instanceof Items items) || items.kind() != SequenceKind.TUPLE) {
      throw source.failure("%s is called without a tuple of arguments".formatted(name.name()));
    }
    stack.push(name.meaning().make(new PickleCall(source, name.name(), items.items())));
  }

  private void push(PyTorchValue value) {
    stack.push(new Value(value));
  }
}
