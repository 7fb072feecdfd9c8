package dev.adjoint.pipeline;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How well recommended lists match the items that users liked, over the users of the held-out part
/// who liked an item that they had not rated in the training part. A user likes an item if the
/// rating is at least the mean of the training part.
///
/// - Hit rate: the share of users whose list has at least one item that they liked.
/// - NDCG (normalised discounted cumulative gain, Järvelin and Kekäläinen 2002): the sum of `1 /
///   log₂(1 + rank)` over the liked items of a list, divided by the largest possible sum; the mean
///   over users.
///
/// @param top the length of the lists
/// @param users how many users are counted
/// @param hitRate of the model, in [0, 1]
/// @param ndcg of the model, in [0, 1]
/// @param popularHitRate of the most often rated items, the same for everybody
/// @param popularNdcg of the same
public record RankingFigures(
    int top, int users, double hitRate, double ndcg, double popularHitRate, double popularNdcg) {

  /// Sums over users.
  static final class Sum {
    private final int top;
    private int users;
    private int hits;
    private double gains;

    Sum(int top) {
      this.top = top;
    }

    /// Counts the list of one user.
    ///
    /// @param liked not empty
    void add(List<Integer> list, BitSet liked) {
      double gain = 0;
      double best = 0;
      for (int rank = 1; rank <= top; rank++) {
        double discount = Math.log(2) / Math.log(1.0 + rank);
        gain += rank <= list.size() && liked.get(list.get(rank - 1)) ? discount : 0;
        best += rank <= liked.cardinality() ? discount : 0;
      }
      users++;
      hits += gain > 0 ? 1 : 0;
      gains += gain / best;
    }

    private double hitRate() {
      return users == 0 ? 0 : (double) hits / users;
    }

    private double ndcg() {
      return users == 0 ? 0 : gains / users;
    }
  }

  static RankingFigures of(Sum model, Sum popular) {
    return new RankingFigures(
        model.top, model.users, model.hitRate(), model.ndcg(), popular.hitRate(), popular.ndcg());
  }

  /// The figures by name.
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("top", top);
    map.put("users", users);
    map.put("hit_rate", hitRate);
    map.put("ndcg", ndcg);
    map.put("popular_hit_rate", popularHitRate);
    map.put("popular_ndcg", popularNdcg);
    return map;
  }
}
