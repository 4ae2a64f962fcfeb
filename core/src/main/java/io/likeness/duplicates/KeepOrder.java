package io.likeness.duplicates;

import io.likeness.duplicates.DuplicateGroup.Member;
import io.likeness.failure.Failure;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which pictures of some groups shall stay; the others of these groups go.
 *
 * @param groups by their ids
 * @param keep ids of pictures to keep; a group of which none is named keeps its best
 */
public record KeepOrder(Collection<String> groups, Set<Long> keep) {
    public KeepOrder {
        groups = List.copyOf(groups);
        keep = Set.copyOf(keep);
        if (groups.isEmpty()) {
            throw new Failure.BadInput("no group is named");
        }
    }

    /**
     * The ids to be deleted. A picture for which others go stays, also where another group would give it up: a picture may be in several groups, and none
     * of them may lose its last one.
     *
     * @param known all groups that there are
     * @throws Failure.NotFound if a group is not there
     * @throws Failure.BadInput if a picture to keep is in none of the groups
     */
    Set<Long> surplus(List<DuplicateGroup> known) {
        Map<String, DuplicateGroup> byId = new LinkedHashMap<>();
        known.forEach(group -> byId.put(group.id(), group));
        Set<Long> inGroups = new HashSet<>();
        Set<Long> kept = new HashSet<>(keep);
        Set<Long> surplus = new HashSet<>();
        for (String id : groups) {
            DuplicateGroup group = byId.get(id);
            if (group == null) {
                throw new Failure.NotFound("there is no group " + id + " any more; look at the groups again");
            }
            Set<Long> ids = group.members().stream()
                    .map(Member::record)
                    .map(record -> record.id())
                    .collect(Collectors.toSet());
            inGroups.addAll(ids);
            Set<Long> keepers = keepers(group, ids);
            if (keepers.stream().noneMatch(surplus::contains)) {
                kept.addAll(keepers);
                ids.stream().filter(each -> !kept.contains(each)).forEach(surplus::add);
            }
        }
        for (long id : keep) {
            if (!inGroups.contains(id)) {
                throw new Failure.BadInput("picture " + id + " is in none of the groups named");
            }
        }
        return surplus;
    }

    private Set<Long> keepers(DuplicateGroup group, Set<Long> ids) {
        Set<Long> named = ids.stream().filter(keep::contains).collect(Collectors.toSet());
        return named.isEmpty() ? Set.of(group.best().record().id()) : named;
    }
}
