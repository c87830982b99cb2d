CREATE TABLE `absences` (
	`id` text PRIMARY KEY NOT NULL,
	`teammate_id` text NOT NULL,
	`from` integer NOT NULL,
	`to` integer,
	`reason` text NOT NULL,
	`by_id` text NOT NULL,
	`hands_over` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `absences_to` ON `absences` (`to`);--> statement-breakpoint
CREATE TABLE `aliases` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `attention` (
	`concern` text PRIMARY KEY NOT NULL,
	`did` text NOT NULL,
	`by_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `calls` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`share` text NOT NULL,
	`under_way_until` integer
);
--> statement-breakpoint
CREATE INDEX `calls_at` ON `calls` (`at`);--> statement-breakpoint
CREATE TABLE `conversations` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text,
	`web_url` text,
	`channel` text,
	`missive_team_id` text,
	`labels` text NOT NULL,
	`incoming` text,
	`customer_address` text,
	`assignees` text NOT NULL,
	`added_by_baton` text DEFAULT '[]' NOT NULL,
	`owner_id` text,
	`is_closed` integer NOT NULL,
	`is_trashed` integer NOT NULL,
	`is_junk` integer NOT NULL,
	`is_snoozed` integer NOT NULL,
	`is_private` integer NOT NULL,
	`last_incoming_at` integer,
	`last_outgoing_at` integer,
	`last_outgoing_message_id` text,
	`last_outgoing_by_id` text,
	`waiting_since` integer,
	`is_from_before` integer NOT NULL,
	`routing_team` text,
	`topic` text,
	`urgency` text,
	`urgency_before` text,
	`language` text,
	`messages` integer DEFAULT 0 NOT NULL,
	`was_reopened` integer DEFAULT false NOT NULL,
	`started_by_id` text,
	`topic_set_by_person` text,
	`urgency_set_by_person` text,
	`language_set_by_person` text,
	`is_wanted` integer DEFAULT false NOT NULL,
	`no_owner_reason` text,
	`unheard` text,
	`is_with_everyone` integer DEFAULT false NOT NULL,
	`weight` real DEFAULT 1 NOT NULL,
	`waits_for_room_of` text DEFAULT '[]' NOT NULL,
	`counts_as` real DEFAULT 0 NOT NULL,
	`due_at` integer,
	`wait_status` text,
	`wait_sentence` text,
	`decide_again_at` integer,
	`leave_reason` text,
	`unowned_since` integer,
	`two_owners_since` integer,
	`note_missing` text,
	`note_asked_of` text,
	`owner_since` integer,
	`owner_acted_at` integer,
	`unaccepted_since` integer,
	`quick_since` integer,
	`is_writer_unknown` integer DEFAULT false NOT NULL,
	`stood_still` text DEFAULT '[]' NOT NULL,
	`clock_done` text DEFAULT '[]' NOT NULL,
	`clock_at` integer,
	`unanswered_since` integer,
	`decision_id` text,
	`pending_handoff_id` text,
	`latest_body_hash` text,
	`out_of_sight_at` integer,
	`shown_at` integer NOT NULL,
	`asked_at` integer,
	`last_activity_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `conversations_owner` ON `conversations` (`owner_id`,`is_closed`,`is_trashed`,`is_junk`,`counts_as`);--> statement-breakpoint
CREATE INDEX `conversations_wait` ON `conversations` (`wait_status`,`last_activity_at`,`id`);--> statement-breakpoint
CREATE INDEX `conversations_customer` ON `conversations` (`customer_address`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `conversations_closed` ON `conversations` (`is_closed`,`last_activity_at`);--> statement-breakpoint
CREATE INDEX `conversations_two_owners` ON `conversations` (`two_owners_since`);--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`at` integer NOT NULL,
	`rules_snapshot_id` text NOT NULL,
	`facts` text NOT NULL,
	`decision` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `decisions_conversation` ON `decisions` (`conversation_id`,`at`);--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`received_at` integer NOT NULL,
	`conversation_id` text,
	`type` text,
	`body_hash` text NOT NULL,
	`body` text,
	`status` text NOT NULL,
	`reason` text,
	`leased_until` integer
);
--> statement-breakpoint
CREATE INDEX `deliveries_status` ON `deliveries` (`status`,`id`);--> statement-breakpoint
CREATE INDEX `deliveries_body` ON `deliveries` (`conversation_id`,`body_hash`) WHERE "deliveries"."body" is null;--> statement-breakpoint
CREATE TABLE `due_work` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer,
	`attempts` integer NOT NULL,
	`rank` real DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `due_work_due` ON `due_work` (`due_at`);--> statement-breakpoint
CREATE TABLE `guard_answers` (
	`key` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`by_id` text NOT NULL,
	`code` text NOT NULL,
	`answer` text NOT NULL,
	`reason` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `guard_answers_conversation` ON `guard_answers` (`conversation_id`);--> statement-breakpoint
CREATE TABLE `loads` (
	`teammate_id` text PRIMARY KEY NOT NULL,
	`open_load` real NOT NULL,
	`conversations` integer DEFAULT 0 NOT NULL,
	`last_given_work_at` integer,
	`drained_at` text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `missive_teams` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`active_member_ids` text NOT NULL,
	`observer_ids` text NOT NULL,
	`swept_until` integer,
	`swept_at` integer,
	`gone_at` integer
);
--> statement-breakpoint
CREATE TABLE `notices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`team` text NOT NULL,
	`conversation_id` text NOT NULL,
	`sentence` text NOT NULL,
	`about` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `notices_team` ON `notices` (`team`,`id`);--> statement-breakpoint
CREATE TABLE `outbox` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`handoff_id` text NOT NULL,
	`lane` text NOT NULL,
	`priority` integer NOT NULL,
	`team` text,
	`call` text NOT NULL,
	`status` text NOT NULL,
	`due_at` integer NOT NULL,
	`leased_until` integer,
	`attempts` integer NOT NULL,
	`is_fate_unknown` integer NOT NULL,
	`may_land_until` integer,
	`reason` text,
	`overtaken` text,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`seen_by` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_handoff_id_unique` ON `outbox` (`handoff_id`);--> statement-breakpoint
CREATE INDEX `outbox_next` ON `outbox` (`status`,`priority`,`id`);--> statement-breakpoint
CREATE INDEX `outbox_lane` ON `outbox` (`lane`,`status`,`id`);--> statement-breakpoint
CREATE TABLE `personal_conversations` (
	`teammate_id` text PRIMARY KEY NOT NULL,
	`conversation_id` text NOT NULL,
	`found_private_at` integer
);
--> statement-breakpoint
CREATE TABLE `reminders` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`teammate_id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`timer` text NOT NULL,
	`since` integer NOT NULL,
	`sentence` text NOT NULL,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reminders_teammate` ON `reminders` (`teammate_id`,`id`);--> statement-breakpoint
CREATE TABLE `repairs` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`conversation_id` text NOT NULL,
	`missed` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `repairs_at` ON `repairs` (`at`);--> statement-breakpoint
CREATE TABLE `rules_snapshots` (
	`id` text PRIMARY KEY NOT NULL,
	`version` integer NOT NULL,
	`directory` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `rules_versions` (
	`version` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`text` text NOT NULL,
	`hash` text NOT NULL,
	`author` text NOT NULL,
	`note` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`teammate_id` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`asked_hash` text NOT NULL,
	`teammate_id` text,
	`code_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`tries_left` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE INDEX `sign_in_codes_asked` ON `sign_in_codes` (`asked_hash`,`created_at`);--> statement-breakpoint
CREATE INDEX `sign_in_codes_created` ON `sign_in_codes` (`created_at`);--> statement-breakpoint
CREATE TABLE `states` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sweeps` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`team_id` text NOT NULL,
	`started_at` integer NOT NULL,
	`until` integer,
	`newest_at` integer,
	`conversations` integer NOT NULL,
	`finished_at` integer
);
--> statement-breakpoint
CREATE TABLE `team_turns` (
	`team` text PRIMARY KEY NOT NULL,
	`following` text DEFAULT '[]' NOT NULL
);
--> statement-breakpoint
CREATE TABLE `teammates` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`avatar_url` text,
	`is_router` integer NOT NULL,
	`gone_at` integer
);
--> statement-breakpoint
CREATE TABLE `trail` (
	`order` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`conversation_id` text NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`from_id` text,
	`to_id` text,
	`by_id` text,
	`asked_id` text,
	`covers_id` text,
	`why` text NOT NULL,
	`note` text,
	`drafted` text,
	`acknowledged` text,
	`decision_id` text,
	`undoes_id` text,
	`timer` text,
	FOREIGN KEY (`conversation_id`) REFERENCES `conversations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `trail_id_unique` ON `trail` (`id`);--> statement-breakpoint
CREATE INDEX `trail_conversation` ON `trail` (`conversation_id`,`order`);--> statement-breakpoint
CREATE INDEX `trail_covers` ON `trail` (`covers_id`,`order`) WHERE "trail"."covers_id" is not null;--> statement-breakpoint
CREATE TABLE `turns` (
	`name` text PRIMARY KEY NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `unclaimed` (
	`key` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `unclaimed_count` ON `unclaimed` (`kind`,`count`);--> statement-breakpoint
CREATE TABLE `webhook_kinds` (
	`type` text PRIMARY KEY NOT NULL,
	`last_at` integer NOT NULL,
	`count` integer NOT NULL
);
