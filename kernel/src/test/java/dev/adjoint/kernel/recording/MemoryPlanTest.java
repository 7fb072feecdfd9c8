package dev.adjoint.kernel.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.kernel.recording.MemoryPlan.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MemoryPlanTest {

  @Test
  void piecesNeededOneAfterAnotherShareMemory() {
    MemoryPlan plan =
        MemoryPlan.of(List.of(new Piece(8, 0, 1), new Piece(8, 2, 3), new Piece(8, 4, 4)), 4, 0);
    assertThat(plan.size()).isEqualTo(8);
  }

  @Test
  void aPieceThatEndsWhereAnotherBeginsLiesApart() {
    MemoryPlan plan = MemoryPlan.of(List.of(new Piece(8, 0, 1), new Piece(8, 1, 2)), 4, 0);
    assertThat(plan.size()).isEqualTo(16);
  }

  @Test
  void aPieceGoesIntoTheSmallestGapThatFits() {
    // Those that end at 1 leave 40 and 20 elements between those that stay.
    List<Piece> pieces =
        List.of(
            new Piece(100, 0, 9),
            new Piece(40, 0, 1),
            new Piece(30, 0, 9),
            new Piece(20, 0, 1),
            new Piece(16, 0, 9),
            new Piece(15, 2, 3));
    MemoryPlan plan = MemoryPlan.of(pieces, 1, 0);
    assertThat(plan.offset(5)).isEqualTo(170);
    assertThat(plan.size()).isEqualTo(206);
  }

  @Test
  void nothingNeededAtTheSameTimeEverOverlaps() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      List<Piece> pieces = pieces(random, 1 + random.nextInt(60));
      int alignment = 1 << random.nextInt(5);
      int origin = random.nextInt(20);
      MemoryPlan plan = MemoryPlan.of(pieces, alignment, origin);
      for (int i = 0; i < pieces.size(); i++) {
        assertThat((plan.offset(i) - origin) % alignment).isZero();
        assertThat(plan.offset(i)).isBetween((long) origin, plan.size() - pieces.get(i).length());
        for (int j = 0; j < i; j++) {
          boolean apart =
              plan.offset(i) + pieces.get(i).length() <= plan.offset(j)
                  || plan.offset(j) + pieces.get(j).length() <= plan.offset(i);
          boolean together =
              pieces.get(i).first() <= pieces.get(j).last()
                  && pieces.get(j).first() <= pieces.get(i).last();
          assertThat(apart || !together).as("pieces %d and %d of %s", i, j, pieces).isTrue();
        }
      }
    }
  }

  @Test
  void randomPlansAreNotMuchLargerThanWhatIsNeededAtOnce() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 100; round++) {
      List<Piece> pieces = pieces(random, 60);
      long most = 0;
      for (int time = 0; time < 100; time++) {
        int now = time;
        most =
            Math.max(
                most,
                pieces.stream()
                    .filter(p -> p.first() <= now && now <= p.last())
                    .mapToLong(Piece::length)
                    .sum());
      }
      assertThat(MemoryPlan.of(pieces, 1, 0).size()).isBetween(most, most + most / 3);
    }
  }

  private static List<Piece> pieces(SplittableRandom random, int count) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int first = random.nextInt(90);
      int length = random.nextInt(8) == 0 ? 0 : random.nextInt(1, 1000);
      pieces.add(new Piece(length, first, first + random.nextInt(10)));
    }
    return pieces;
  }
}
